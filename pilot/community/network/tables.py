"""The network as tools for networks read it: the names of the columns are English in every language."""

from pilot.community.network import labels
from pilot.community.network.enums import Degree
from pilot.community.network.queries import Network
from pilot.community.network.rules import DEGREES, WEIGHTS
from pilot.documents.sheets import Line, Value

ELEMENTS = ("Label", "Type", "Circle", "Description")
CONNECTIONS = ("From", "To", "Direction", "Type", "Strength", "Description")
NODES = ("Id", "Label", "Kind", "Circle")
EDGES = ("Source", "Target", "Type", "Weight", "Kind")
JUDGED = ("Influence", "Interest")


def kumu(network: Network, *, judged: bool) -> dict[str, list[Line]]:
    """Return the two sheets that Kumu imports; `judged` adds influence and interest from 1 to 4."""
    names = {node.actor.id: node.actor.name for node in network.nodes}
    elements = [Line([*ELEMENTS, *(JUDGED if judged else ())], strong=True)]
    elements += [
        Line(
            [
                node.actor.name,
                str(labels.KINDS[node.actor.kind]),
                str(labels.CIRCLES[node.actor.circle]),
                node.actor.about,
                *(_judged(node.actor.influence, node.actor.interest) if judged else ()),
            ]
        )
        for node in network.nodes
    ]
    connections = [Line(CONNECTIONS, strong=True)]
    connections += [
        Line(
            [
                names[tie.from_id],
                names[tie.to_id],
                "undirected",
                str(labels.TIE_KINDS[tie.kind]),
                WEIGHTS[tie.strength],
                tie.note,
            ]
        )
        for tie in network.ties
    ]
    return {"Elements": elements, "Connections": connections}


def gephi_nodes(network: Network, *, judged: bool) -> list[Line]:
    """Return the table of nodes that Gephi imports; `judged` adds influence and interest from 1 to 4."""
    lines = [Line([*NODES, *(JUDGED if judged else ())], strong=True)]
    return lines + [
        Line(
            [
                str(node.actor.id),
                node.actor.name,
                str(labels.KINDS[node.actor.kind]),
                str(labels.CIRCLES[node.actor.circle]),
                *(_judged(node.actor.influence, node.actor.interest) if judged else ()),
            ]
        )
        for node in network.nodes
    ]


def gephi_edges(network: Network) -> list[Line]:
    """Return the table of edges that Gephi imports; their ends are the ids of the nodes."""
    lines = [Line(EDGES, strong=True)]
    return lines + [
        Line(
            [
                str(tie.from_id),
                str(tie.to_id),
                "Undirected",
                WEIGHTS[tie.strength],
                str(labels.TIE_KINDS[tie.kind]),
            ]
        )
        for tie in network.ties
    ]


def _judged(*degrees: Degree | None) -> list[Value]:
    """Return degrees as numbers from 1 to 4; what was not judged yet stays empty."""
    return [None if degree is None else DEGREES[degree] for degree in degrees]
