"""Everything the portal refuses, by name."""

from collections.abc import Sequence

from shared.errors import Conflict, Forbidden, Gone, Invalid, NotAuthenticated, NotFound, Unavailable


class InvalidSlug(Invalid):
    """Not a name that an address can carry."""

    code = "invalid_slug"


class SlugImmutable(Invalid):
    """A portal's address is for ever: it is printed on signs and saved in messages."""

    code = "slug_immutable"


class InvalidText(Invalid):
    """Empty, too long, or with characters that cannot be stored."""

    code = "invalid_text"


class InvalidContact(Invalid):
    """Not an email address or phone number."""

    code = "invalid_contact"


class InvalidChoice(Invalid):
    """Not one of the values there are, such as a currency that does not exist."""

    code = "invalid_choice"


class InvalidRequest(Invalid):
    """A request for an estimate that cannot be kept as it was typed; `problems` has everything that is wrong with it."""

    code = "invalid_request"

    def __init__(self, problems: Sequence[Invalid]) -> None:
        first = problems[0]
        super().__init__(first.message, field=first.field)
        self.problems = tuple(problems)


class TooManyPhotos(Invalid):
    """More photos than go along with a request."""

    code = "too_many_photos"


class InvalidReviewUrl(Invalid):
    """Not a link that opens Google's form for a review; `extra["reason"]` is malformed, not_google or listing."""

    code = "invalid_review_url"


class WeakPassword(Invalid):
    """Too short to be safe, or longer than anybody types."""

    code = "weak_password"


class InvalidLogo(Invalid):
    """Not a picture that can be shown in a header."""

    code = "invalid_logo"


class InvalidCursor(Invalid):
    """Not where a page of this list ended."""

    code = "invalid_cursor"


class PrerequisiteMissing(Conflict):
    """A feature cannot be on before something else is there; the message says what, and where to set it."""

    code = "prerequisite_missing"


class SlugTaken(Conflict):
    """Another workspace has this address."""

    code = "slug_taken"


class WorkspaceNeeded(Conflict):
    """The address and password are those of several offices; `extra["workspaces"]` has their slugs."""

    code = "workspace_needed"

    def __init__(self, slugs: Sequence[str]) -> None:
        offices = ", ".join(slugs)
        message = f"This address and password sign in to several offices: {offices}. Say which one, and sign in again."
        super().__init__(message, field="workspace", workspaces=list(slugs))
        self.slugs = tuple(slugs)


class WorkspaceNotFound(NotFound):
    """No such workspace."""

    code = "workspace_not_found"


class SignUpClosed(Forbidden):
    """Whoever runs this Porchlight opens the workspaces themselves."""

    code = "sign_up_closed"


class PhotoNotFound(NotFound):
    """No such photo of this request."""

    code = "photo_not_found"


class BrandNotFound(NotFound):
    """No such brand in this workspace."""

    code = "brand_not_found"


class ApiKeyNotFound(NotFound):
    """No such API key in this workspace."""

    code = "api_key_not_found"


class ApiKeyNameTaken(Conflict):
    """A key that has not been revoked is called so."""

    code = "api_key_name_taken"


class TooManyApiKeys(Conflict):
    """As many as a workspace may have."""

    code = "too_many_api_keys"


class ApiKeyNotValid(NotAuthenticated):
    """No API key of any workspace."""

    code = "api_key_not_valid"


class ApiKeyRevoked(NotAuthenticated):
    """It was good until somebody of the office ended it."""

    code = "api_key_revoked"


class ApiKeyExpired(NotAuthenticated):
    """It was good until the day that it was made for."""

    code = "api_key_expired"


class InsufficientScope(Forbidden):
    """The API key may do other things; `extra["scope"]` is what it lacks."""

    code = "insufficient_scope"


class PeopleOnly(Forbidden):
    """No API key may do that, whatever its scopes."""

    code = "people_only"


class OwnerOnly(Forbidden):
    """Only an owner of the workspace may do that."""

    code = "owner_only"


class BrandRetired(Conflict):
    """A brand that is not in use cannot dress the portal."""

    code = "brand_retired"


class DefaultBrand(Conflict):
    """The brand that dresses the portal cannot be retired."""

    code = "default_brand"


class TooManyBrands(Conflict):
    """More brands than one business can have."""

    code = "too_many_brands"


class CredentialsNotValid(NotAuthenticated):
    """The address and password do not go together, whichever of the two it is."""

    code = "credentials_not_valid"


class RefreshTokenNotValid(NotAuthenticated):
    """Unknown, expired, used before or withdrawn."""

    code = "refresh_token_not_valid"


class SignInNeeded(NotAuthenticated):
    """An office page was asked for by somebody who is not signed in."""

    code = "sign_in_needed"


class SignInOver(Gone):
    """A customer's sign-in was used before, or its time is up."""

    code = "sign_in_over"


class CodeNotValid(Invalid):
    """Not the code that was sent, or one that was guessed at too often."""

    code = "code_not_valid"


class CustomerSignInNeeded(NotAuthenticated):
    """A page of signed-in customers was asked for by somebody who is not, or not any more."""

    code = "customer_sign_in_needed"


class ChoiceNeeded(NotAuthenticated):
    """Somebody is signed in by an address of several customers, and has not said as which of them."""

    code = "choice_needed"


class OfficeRates(Conflict):
    """The office would leave a review of its own business."""

    code = "office_rates"


class OfficeLooks(Forbidden):
    """The office has opened a customer's link; it gets the preview at `url` instead."""

    code = "office_looks"

    def __init__(self, url: str) -> None:
        super().__init__("You are signed in to the office, so this link shows you the preview.")
        self.url = url


class ChannelUnavailable(Unavailable):
    """Messages do not go out for the moment, whoever they are for."""

    code = "channel_unavailable"
