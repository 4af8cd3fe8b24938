"""What stands still: records of papers, tables and figures made anew, groups of applications, registries."""
