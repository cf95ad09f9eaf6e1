"""The account of a person who logs in, known by an email address."""

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class UserManager(BaseUserManager):
    """Makes accounts without a user name."""

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Create an account, its email address kept in small letters, as allauth looks for it."""
        if not email:
            raise ValueError("An account needs an email address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        """Create the one kind of account that may do everything."""
        return self.create_user(
            email, password, **{"is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractUser):
    """A person with an account. What the person may do stands in directory.RoleAssignment."""

    username = None
    email = models.EmailField("email address")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = "account"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_an_email_address",
                violation_error_message="There is already an account with this email address.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email
