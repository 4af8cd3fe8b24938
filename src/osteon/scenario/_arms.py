"""One arm of an experiment file."""

from osteon.scenario._changes import read_change
from osteon.scenario._doses import read_dose
from osteon.scenario._experiment import Arm
from osteon.scenario._faults import Faults
from osteon.scenario._known import Known
from osteon.scenario._loads import check_loads
from osteon.scenario._products import Host, read_products
from osteon.scenario._schema import FileTable
from osteon.scenario._settings import (
    read_conditions,
    read_defect,
    read_subject,
    refuse_settings,
    rules,
)
from osteon.scenario._together import check_conditions


def read_arm(name: str, file: FileTable, known: Known, days: float, faults: Faults) -> Arm | None:
    """The arm with the file's defaults filled in; None (and a fault) when it lacks a subject or a defect."""
    table, place = file.arm[name], ("arm", name)
    healing = known.healing
    subject = read_subject(name, file, known, faults) if healing else None
    defect = read_defect(name, file, known, faults) if healing else None
    conditions = read_conditions(name, table, known, faults) if healing else ()
    if not healing:
        refuse_settings(name, file, known, faults)
    products = read_products(name, table, Host(subject, defect), known, days, faults)
    held = [known.library.modifiers[each.kind, each.id] for each in conditions]
    check_conditions(products.places, products.uses, held, known, faults)
    doses = [read_dose((*place, "dose", str(i)), d, known, days, faults) for i, d in enumerate(table.dose)]
    changes = [
        read_change((*place, "change", str(i)), c, known, days, faults) for i, c in enumerate(table.change)
    ]
    if healing and (subject is None or defect is None):
        return None
    settings = (
        (subject[1], *rules(subject[0].species, known), defect, *conditions, *products.settings)
        if subject and defect
        else ()
    )
    arm = Arm(
        name=name,
        says=table.says,
        subject=subject[0] if subject else None,
        settings=settings,
        products=products.uses,
        doses=tuple(dose for dose in doses if dose is not None),
        changes=tuple(change for change in changes if change is not None),
    )
    check_loads(arm, products.places, known, faults)
    return arm
