"""What signing out takes along besides the session."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse


class ForgetRegisters:
    """Whoever signs out leaves no register behind on the device: the browser clears what this site
    kept there (SAFETY 69)."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        left = request.method == "POST" and request.path == reverse("account_logout")
        if left and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"storage"'
        return response
