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
    "change agenda": (_("agenda changed"), _("%(who)s changed the agenda of a roundtable.")),
    "set agenda template": (_("usual agenda set"), _("%(who)s set the usual agenda.")),
    # the day itself
    "set rooms": (_("rooms set"), _("%(who)s set the breakout rooms.")),
    "assign rooms": (_("rooms filled"), _("%(who)s spread the guests over the rooms.")),
    "move people": (_("guests moved"), _("%(who)s moved guests to another room.")),
    "set manner": (_("manner of coming noted"), _("%(who)s noted who comes online and who on site.")),
    "next item": (_("next item begun"), _("%(who)s went on to the next item of the agenda.")),
    "more time": (_("time added"), _("%(who)s gave an item more time.")),
    "tick presence": (_("presence ticked"), _("%(who)s ticked who was there.")),
    "tick all": (_("presence ticked for all"), _("%(who)s ticked all who had said they come.")),
    "record attendance": (_("head-count noted"), _("%(who)s noted how many were there.")),
    "write note": (_("note written"), _("%(who)s wrote a note.")),
    "change note": (_("note changed"), _("%(who)s changed a note.")),
    "tag note": (_("note sorted"), _("%(who)s sorted a note.")),
    "remove note": (_("note removed"), _("%(who)s removed a note.")),
    "mention practice": (_("practice named"), _("%(who)s noted that a practice was named.")),
    "change practice": (_("practice changed"), _("%(who)s changed a practice.")),
    # report and news
    "draft report": (_("report drafted"), _("%(who)s drafted a report from what was recorded.")),
    "edit report": (_("report edited"), _("%(who)s edited the draft of a report.")),
    "freeze report": (_("report frozen"), _("%(who)s froze a version of a report.")),
    "publish report": (_("report published"), _("%(who)s published a report.")),
    "withdraw report": (_("report withdrawn"), _("%(who)s withdrew a report.")),
    "write news": (_("news written"), _("%(who)s wrote news.")),
    "change news": (_("news changed"), _("%(who)s changed news.")),
    "publish news": (_("news published"), _("%(who)s published news.")),
    "withdraw news": (_("news withdrawn"), _("%(who)s withdrew news.")),
    # guests
    "invite": (_("guests invited"), _("%(who)s invited guests.")),
    "remind": (_("guests reminded"), _("%(who)s reminded guests who had not answered.")),
    "reply": (_("invitation answered"), _("%(who)s answered an invitation.")),
    "send invitation again": (_("invitation sent again"), _("%(who)s sent an invitation again.")),
    "withdraw invitation": (_("invitation withdrawn"), _("%(who)s withdrew an invitation.")),
    "stop invitations": (_("invitations stopped"), _("%(who)s asked for no more invitations.")),
    "take up invitations": (_("invitations taken up again"), _("%(who)s asked for invitations again.")),
    # dates and what is said ahead
    "ask for dates": (_("dates offered"), _("%(who)s asked who can come on which date.")),
    "ask for dates again": (_("dates asked again"), _("%(who)s asked those again who had not answered.")),
    "say dates": (_("dates answered"), _("%(who)s said on which dates they can come.")),
    "fix date": (_("date fixed"), _("%(who)s fixed the date of a roundtable.")),
    "contribute": (_("text written ahead"), _("%(who)s wrote something ahead of a roundtable.")),
    "bring contribution": (_("text brought to the table"), _("%(who)s brought to the table what was written ahead.")),
    "raise contribution": (_("text raised as a need"), _("%(who)s raised as a need what was written ahead.")),
    "set contribution aside": (_("text set aside"), _("%(who)s set aside what was written ahead.")),
    "take contribution back": (_("text taken back"), _("%(who)s took back what had been set aside.")),
    "make open link": (_("link for newcomers made"), _("%(who)s made the link that newcomers write by.")),
    "renew open link": (_("link for newcomers made anew"), _("%(who)s made the link anew that newcomers write by.")),
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
    "add contact": (_("contact added"), _("%(who)s added a contact.")),
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
    "person exported": (_("data handed out"), _("%(who)s handed out what is kept of a person.")),
    "person erased": (_("person erased"), _("%(who)s erased what was kept of a person.")),
    "ask to subscribe": (_("subscription asked for"), _("%(who)s asked for messages about this region.")),
    "confirm subscription": (_("subscription confirmed"), _("%(who)s confirmed a subscription.")),
    "end subscription": (_("subscription ended"), _("%(who)s ended a subscription.")),
    # region
    "add region": (_("region added"), _("%(who)s added this region.")),
    "describe region": (_("settings changed"), _("%(who)s changed languages, time zone or introduction.")),
    "import places": (_("places imported"), _("%(who)s brought places in.")),
    "start programme": (_("programme started"), _("%(who)s started the programme.")),
    "load demonstration": (_("demonstration loaded"), _("%(who)s loaded the demonstration.")),
    # mails
    "try mail again": (_("message sent again"), _("%(who)s sent a message again that had not arrived.")),
}
