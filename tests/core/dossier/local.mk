# tests/core/dossier
