import pytest

from shared.tokens import KeyRing
from shared.vault import NotSealedSo, SecretGone, Vault

OLD, NEW = "an old secret of more than 32 characters", "a new secret of more than 32 characters"
TEXT, ABOUT = "what nobody is to read", "record:1"


def test_what_is_sealed_is_opened_as_what_it_is_about_alone() -> None:
    vault = Vault("a use", KeyRing((NEW,)))

    sealed = vault.seal(TEXT, about=ABOUT)

    assert vault.open(sealed, about=ABOUT) == TEXT
    assert TEXT not in sealed
    assert sealed != vault.seal(TEXT, about=ABOUT)
    for other, about in ((vault, "record:2"), (Vault("another use", KeyRing((NEW,))), ABOUT)):
        with pytest.raises(NotSealedSo):
            other.open(sealed, about=about)


def test_a_previous_secret_opens_and_a_retired_one_does_not() -> None:
    sealed = Vault("a use", KeyRing((OLD,))).seal(TEXT, about=ABOUT)
    rotated = Vault("a use", KeyRing((NEW,), (OLD,)))

    assert rotated.open(sealed, about=ABOUT) == TEXT
    assert not rotated.is_current(sealed)
    with pytest.raises(SecretGone):
        Vault("a use", KeyRing((NEW,))).open(sealed, about=ABOUT)
