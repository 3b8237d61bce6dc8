# tests/core/area
