"""The request encoding by itself."""

import pytest

from deploy.embedded.stripe_sandbox.errors import ApiError
from deploy.embedded.stripe_sandbox.form import Tree, decode


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", {}),
        ("mode=payment", {"mode": "payment"}),
        ("metadata[note]=", {"metadata": {"note": ""}}),
        ("metadata[a%20b]=c%26d", {"metadata": {"a b": "c&d"}}),
        (
            "lines[0][price][amount]=5&lines[1][price][amount]=6",
            {"lines": {"0": {"price": {"amount": "5"}}, "1": {"price": {"amount": "6"}}}},
        ),
        ("expand[]=a&expand[]=b", {"expand": {"0": "a", "1": "b"}}),
        (
            "lines[][name]=a&lines[][size]=1&lines[][name]=b",
            {"lines": {"0": {"name": "a", "size": "1"}, "1": {"name": "b"}}},
        ),
    ],
)
def test_reads_brackets_as_objects_and_lists(text: str, tree: Tree) -> None:
    assert decode(text) == tree


@pytest.mark.parametrize(
    "text", ["a=1&a[b]=2", "a[b]=2&a=1", "a[b=1", "a]=1", "[a]=1", "a" + "[b]" * 8 + "=1", "a=%FF"]
)
def test_refuses_what_makes_no_sense(text: str) -> None:
    with pytest.raises(ApiError):
        decode(text)
