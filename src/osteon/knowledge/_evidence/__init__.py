"""The evidence base as records: claims, concepts, conflicts, papers, systems, setups and documents."""
