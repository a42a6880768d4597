"""Runs a trained graph's components one after another."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

from rasa.engine.runner.dask import DaskGraphRunner


class StraightGraphRunner(DaskGraphRunner):
    """Rasa's runner without Dask's scheduler: the order is the same for every message, so it is worked out once.

    The scheduler costs 0.6 ms a run, and a turn has about three (docs/decisions/0005-what-a-turn-costs.md).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._orders: Dict[Tuple[str, ...], List[Tuple[str, Tuple[str, ...]]]] = {}

    def run(self, inputs: Dict[str, Any] | None = None, targets: List[str] | None = None) -> Dict[str, Any]:
        """Run what the targets need and return their outputs by name."""
        wanted = tuple(targets or self._graph_schema.target_names)
        order = self._orders.get(wanted) or self._orders.setdefault(wanted, self._order(wanted))
        results: Dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, needs in order:
            results[name] = self._instantiated_nodes[name](*(results.get(need, need) for need in needs))
        return {name: results[name][1] for name in wanted}

    def _order(self, targets: Tuple[str, ...]) -> List[Tuple[str, Tuple[str, ...]]]:
        """Return the nodes that the targets need, each with its needs and after them."""
        nodes = self._graph_schema.minimal_graph_schema(list(targets)).nodes
        order: Dict[str, Tuple[str, ...]] = {}

        def visit(name: str) -> None:
            if name in nodes and name not in order:
                needs = tuple(nodes[name].needs.values())
                for need in needs:
                    visit(need)
                order[name] = needs

        for target in targets:
            visit(target)
        return list(order.items())
