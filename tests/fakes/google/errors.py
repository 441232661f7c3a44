"""What Google answers when it refuses: an HTTP status, a status word, a message and perhaps details."""

from typing import Any

Json = dict[str, Any]

WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ABORTED",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    502: "UNAVAILABLE",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


class ApiError(Exception):
    """A refusal by the API; `code` is the HTTP status."""

    def __init__(self, code: int, message: str, status: str = "", details: list[Json] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status or WORDS.get(code, "UNKNOWN")
        self.details = details

    def body(self) -> Json:
        """The error as Google's JSON."""
        error: Json = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str) -> ApiError:
    """A 400 INVALID_ARGUMENT."""
    return ApiError(400, message)


def bad_request(violations: list[tuple[str, str]]) -> ApiError:
    """A 400 for a body or a query that does not have the API's shape: pairs of field and description."""
    details: Json = {
        "@type": "type.googleapis.com/google.rpc.BadRequest",
        "fieldViolations": [
            {"field": field, "description": text} if field else {"description": text} for field, text in violations
        ],
    }
    return ApiError(400, "\n".join(text for _, text in violations), details=[details])
