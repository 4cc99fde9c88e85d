"""The database of its own that two who book at once need."""

from tests.training.conftest import migrated

__all__ = ["migrated"]
