"""What each verb of the audit is called in the filter of the trail, and the sentence it makes there."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = tuple[Promise | str, Promise | str]

SENTENCES: dict[str, Said] = {
    # roundtables
    "schedule roundtable": (_("roundtable prepared"), _("%(who)s prepared a roundtable.")),
    "call roundtable": (_("roundtable called"), _("%(who)s called a roundtable.")),
    "change roundtable": (_("roundtable changed"), _("%(who)s changed date, place or agenda of a roundtable.")),
    "cancel roundtable": (_("roundtable cancelled"), _("%(who)s cancelled a roundtable.")),
    "record former roundtable": (_("former roundtable entered"), _("%(who)s entered a roundtable held before.")),
    "extend series": (_("series made longer"), _("%(who)s made the series of roundtables longer.")),
    "set agenda template": (_("usual agenda set"), _("%(who)s set the usual agenda.")),
    # guests
    "invite": (_("guests invited"), _("%(who)s invited guests.")),
    "remind": (_("guests reminded"), _("%(who)s reminded guests who had not answered.")),
    "reply": (_("invitation answered"), _("%(who)s answered an invitation.")),
    "send invitation again": (_("invitation sent again"), _("%(who)s sent an invitation again.")),
    "withdraw invitation": (_("invitation withdrawn"), _("%(who)s withdrew an invitation.")),
    "stop invitations": (_("invitations stopped"), _("%(who)s asked for no more invitations.")),
    "take up invitations": (_("invitations taken up again"), _("%(who)s asked for invitations again.")),
    # needs and commitments
    "raise need": (_("need noted"), _("%(who)s noted a need.")),
    "change need": (_("need changed"), _("%(who)s changed a need.")),
    "merge needs": (_("needs made one"), _("%(who)s made two needs one.")),
    "close need": (_("need closed"), _("%(who)s closed a need.")),
    "reopen need": (_("need taken up again"), _("%(who)s took a closed need up again.")),
    "promise": (_("commitment noted"), _("%(who)s noted a commitment.")),
    "change commitment": (_("commitment changed"), _("%(who)s changed a commitment.")),
    "follow up": (_("commitment told of"), _("%(who)s told how a commitment is going.")),
    "ask owner": (_("owner asked"), _("%(who)s asked an owner how a commitment is going.")),
    # people
    "contact added": (_("contact added"), _("%(who)s added a contact.")),
    "contact edited": (_("contact changed"), _("%(who)s changed a contact.")),
    "contact removed": (_("contact removed"), _("%(who)s removed a contact.")),
    "contacts imported": (_("contacts imported"), _("%(who)s brought contacts in from a spreadsheet.")),
    "organisation edited": (_("organisation changed"), _("%(who)s changed an organisation.")),
    "organisation seated": (_("organisation joined"), _("%(who)s noted that an organisation joined.")),
    "role given": (_("role given"), _("%(who)s gave somebody a role.")),
    "role changed": (_("role changed"), _("%(who)s changed somebody’s role.")),
    "role taken away": (_("role taken away"), _("%(who)s took a role away from somebody.")),
    "data erased": (_("personal data erased"), _("%(who)s erased personal data.")),
    # region
    "add region": (_("region added"), _("%(who)s added this region.")),
    "describe region": (_("settings changed"), _("%(who)s changed languages, time zone or introduction.")),
    "import places": (_("places imported"), _("%(who)s brought places in.")),
    # mails
    "try mail again": (_("message sent again"), _("%(who)s sent a message again that had not arrived.")),
}
