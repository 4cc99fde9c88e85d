"""The network for the tools that draw networks: a workbook for Kumu, two tables for Gephi."""

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from pilot import clock
from pilot.accounts.access import requires, viewer
from pilot.accounts.roles import Permission
from pilot.community import queries as community_queries
from pilot.community.network import queries, tables
from pilot.community.views import community_at
from pilot.documents import sheets

bp = Blueprint("network_files", __name__)


@bp.get("/communities/<uuid:community_id>/network.xlsx")
@requires(Permission.COMMUNITY_READ)
def kumu(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    judged = community_queries.is_insider(viewer(), found)
    parts = tables.kumu(queries.network_of(found), judged=judged)
    content = sheets.write_book(found.name, parts, made_on=clock.today())
    return sheets.as_download(content, name=f"{found.name} kumu")


@bp.get("/communities/<uuid:community_id>/network-nodes.csv")
@requires(Permission.COMMUNITY_READ)
def nodes(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    judged = community_queries.is_insider(viewer(), found)
    lines = tables.gephi_nodes(queries.network_of(found), judged=judged)
    return sheets.as_csv_download(sheets.write_csv(lines, for_tools=True), name=f"{found.name} nodes")


@bp.get("/communities/<uuid:community_id>/network-edges.csv")
@requires(Permission.COMMUNITY_READ)
def edges(community_id: uuid.UUID) -> ResponseReturnValue:
    found = community_at(community_id, Permission.COMMUNITY_READ)
    lines = tables.gephi_edges(queries.network_of(found))
    return sheets.as_csv_download(sheets.write_csv(lines, for_tools=True), name=f"{found.name} edges")
