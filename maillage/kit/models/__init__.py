"""What the kit keeps: the audit trail, the outbox, and when timed work ran last."""

from maillage.kit.models.audit_entry import AuditEntry
from maillage.kit.models.outbox_mail import MailState, OutboxMail
from maillage.kit.models.tick_run import TickRun

__all__ = ["AuditEntry", "MailState", "OutboxMail", "TickRun"]
