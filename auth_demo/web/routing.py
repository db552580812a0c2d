"""What the modules of the API share: the key to a sandbox, the shape of an id, and how every operation refuses."""

from django.views.decorators.cache import cache_control
from ninja import Router
from ninja.params.functions import Path

from auth_demo.web import schemas
from auth_demo.web.auth import SandboxKey

key = SandboxKey()
OneId = Path(..., max_length=64)
REFUSALS = {status: schemas.ProblemOut for status in (401, 403, 404, 409, 410, 422, 429)}
NOT_FOUND = {status: REFUSALS[status] for status in (404, 422)}


def practice_router() -> Router:
    router = Router(tags=["practice"])
    router.add_decorator(cache_control(no_store=True), mode="view")  # what is personal is kept by nobody
    return router
