"""What the kit keeps: the audit trail and the outbox."""

from maillage.kit.models.audit_entry import AuditEntry
from maillage.kit.models.outbox_mail import MailState, OutboxMail

__all__ = ["AuditEntry", "MailState", "OutboxMail"]
