"""A user: somebody who signs in by e-mail; there is no password to lose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maillage.kit.privacy import Keep, Personal, classify


class UserManager(BaseUserManager["User"]):
    """Makes users without a password."""

    def create_user(self, email: str, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.save(using=self._db)
        return user


WHILE_IN_USE = Keep(_("as long as the account is in use"))


class User(AbstractBaseUser):
    """A person with an account: convenors, editors, members who want one, the network lead."""

    # Django's way to leave out a column of an abstract base: there is no password, not even an unusable one.
    password = None  # type: ignore[assignment]  # Django's way to drop a column of a parent
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150, blank=True)
    preferred_language = models.CharField(max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    classified = classify(
        called=_("Accounts"),
        personal={
            "email": Personal(_("e-mail address"), _("sign-in"), WHILE_IN_USE, holds="email"),
            "name": Personal(_("name"), _("shows colleagues who did what"), WHILE_IN_USE, holds="name"),
            "preferred_language": Personal(_("language"), _("writes in your language"), WHILE_IN_USE),
            "joined_at": Personal(_("account since"), _("forgets accounts nobody uses"), WHILE_IN_USE),
            "last_login": Personal(
                _("last sign-in"),
                _("makes each sign-in link work once, and forgets accounts nobody uses"),
                WHILE_IN_USE,
            ),
        },
        plain=["is_active", "is_demonstration"],
        rows=(
            Keep(
                _("accounts without a role: twelve months after the last sign-in"),
                timedelta(days=365),
                ("joined_at", "last_login"),
                {"memberships__isnull": True},
            ),
        ),
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_is_unique_in_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def has_usable_password(self) -> bool:
        return False

    def get_full_name(self) -> str:
        return str(self)
