"""What a password is refused for, as people read it."""

import pytest

from services.portal.domain.errors import WeakPassword
from services.portal.domain.password import LONGEST, SHORTEST, read_password
from shared.words import named, say, tell


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("a" * (SHORTEST - 1), "La contraseña debe tener al menos 10 caracteres;"),
        ("a" * (LONGEST + 1), "La contraseña debe tener como máximo 256 caracteres."),
    ],
)
def test_a_weak_password_is_refused_in_the_readers_language(password: str, told: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        read_password(password, field="password")
    assert str(refused.value.message).startswith("password must have at ")
    assert tell(named(say("The password"), refused.value.message, "password"), "es_US").startswith(told)
