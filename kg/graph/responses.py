"""What servers answer: errors in words, results and statements as Oxigraph has them."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pyoxigraph as ox

from kg.errors import StoreError

__all__ = ["good", "message", "results", "statements"]

_SHOWN = 300  # characters of a server's message


def message(response: httpx.Response) -> str:
    """Return what a server says of an error, in one line."""
    lines = " ".join(response.text.split())
    return lines[:_SHOWN] or response.reason_phrase


def good(response: httpx.Response, address: str) -> httpx.Response:
    """Return an answer that is one.

    Raises:
        StoreError: If the server refuses.
    """
    if response.is_success:
        return response
    remedies = {
        401: "Give a user and password that the server knows",
        403: "Give a user that may do this",
    }
    raise StoreError(
        f"the server refuses with {response.status_code}: {message(response)}",
        place=address,
        remedy=remedies.get(response.status_code, "See the server's log"),
    )


def _whole(response: httpx.Response, address: str) -> None:
    cut = response.headers.get("x-sparql-maxrows")
    if cut:
        raise StoreError(
            f"the server cut the answer after {cut} rows",
            place=address,
            remedy="Ask for less by LIMIT, or raise the server's limit (ResultSetMaxRows)",
        )


def results(response: httpx.Response, address: str) -> ox.QuerySolutions | ox.QueryBoolean:
    """Read the answer to SELECT or ASK.

    Raises:
        StoreError: If it is none, or cut short.
    """
    _whole(response, address)
    media = response.headers.get("content-type", "").partition(";")[0].strip()
    found = ox.QueryResultsFormat.from_media_type(media)
    try:
        if found is None:
            raise ValueError(media or "no media type")
        return _boolean(ox.parse_query_results(response.content, format=found))
    except (SyntaxError, ValueError) as error:
        raise StoreError(
            f"the answer is no SPARQL result: {error}",
            place=address,
            remedy="Give the address of the SPARQL endpoint itself",
        ) from error


def _boolean(
    answer: ox.QuerySolutions | ox.QueryBoolean,
) -> ox.QuerySolutions | ox.QueryBoolean:
    """Mend the answers to ASK of Virtuoso 7, which come as a row with a number."""
    if isinstance(answer, ox.QuerySolutions):
        names = [variable.value for variable in answer.variables]
        if names == ["__ASK_RETVAL"]:
            values = [row[0] for row in answer]
            truth = any(isinstance(one, ox.Literal) and one.value == "1" for one in values)
            words = json.dumps({"head": {}, "boolean": truth})
            return ox.parse_query_results(words, format=ox.QueryResultsFormat.JSON)
    return answer


def statements(response: httpx.Response, address: str) -> Any:
    """Read the answer to CONSTRUCT or DESCRIBE.

    Raises:
        StoreError: If it is none.
    """
    media = response.headers.get("content-type", "").partition(";")[0].strip()
    found = ox.RdfFormat.from_media_type(media)
    try:
        if found is None:
            raise ValueError(media or "no media type")
        quads = ox.parse(response.content, format=found)
        return iter([quad.triple for quad in quads])
    except (SyntaxError, ValueError) as error:
        raise StoreError(f"the answer is no RDF: {error}", place=address) from error
