//! Changes of stored data: through the stores that are shared, and kept inside by ports.

use atoll_core::model::{BuildingBlock, BuildingBlockKind, ContextId, DataStore, Integration, RelationshipKind, Ring};
use atoll_core::simulation::ripple::ChangeKind;
use atoll_core::sketch::Sketch;

use super::{over, reach};

/// Orders and billing write to one store, reports read it; reports and archive share another.
fn stores() -> (Sketch, [ContextId; 4]) {
    let mut sketch = Sketch::new();
    let all = ["Orders", "Billing", "Reports", "Archive"].map(|name| sketch.context(name));
    let [orders, billing, reports, archive] = all;
    let sales = DataStore { writers: vec![orders, billing], readers: vec![reports, reports], ..DataStore::default() };
    sketch.add(sales);
    sketch.add(DataStore { writers: vec![reports], readers: vec![archive], ..DataStore::default() });
    (sketch, all)
}

#[test]
fn a_schema_reaches_whoever_shares_the_store_and_nobody_beyond() {
    let (sketch, [orders, billing, reports, archive]) = stores();
    let schema = |to| reach(&sketch.landscape, ChangeKind::Schema, [orders, to]);
    assert_eq!([billing, reports, archive].map(schema), [0.6, 0.4, 0.0]);
    assert_eq!(reach(&sketch.landscape, ChangeKind::Schema, [reports, archive]), 0.4);
    // Reports writes its own store, and only reads the other: it does not change what orders and billing keep there.
    assert_eq!(reach(&sketch.landscape, ChangeKind::Schema, [reports, orders]), 0.0);
    assert_eq!(reach(&sketch.landscape, ChangeKind::Database, [orders, reports]), 0.8);
    for kind in [ChangeKind::Usual, ChangeKind::Internal, ChangeKind::Breaking] {
        assert_eq!(reach(&sketch.landscape, kind, [orders, billing]), 0.0, "{kind:?} does not go through stores");
    }
}

#[test]
fn a_schema_behind_an_interface_hardly_shows() {
    let mut sketch = Sketch::new();
    let [one, other] = ["One", "Other"].map(|name| sketch.context(name));
    let mut joined = |integration| {
        let kind = RelationshipKind::UpstreamDownstream;
        let id = sketch.relate(one, other, kind, |it| it.integration = integration);
        over(&sketch.landscape, id, ChangeKind::Schema)
    };
    let (remote, shared) = (joined(Integration::RemoteCall), joined(Integration::SharedDatabase));
    assert!(remote[0] < 0.13 && remote[1] == 0.0, "{remote:?}");
    assert!(shared[0] > 0.8 && shared[1] == shared[0], "both ways: {shared:?}");
}

#[test]
fn a_swap_of_the_database_stays_behind_ports() {
    let mut sketch = Sketch::new();
    let [one, other] = ["One", "Other"].map(|name| sketch.context(name));
    let flow = sketch.flow(one, other);
    let swap = |sketch: &Sketch| over(&sketch.landscape, flow, ChangeKind::Database)[0];
    let unknown = swap(&sketch);
    let block =
        |ring, kind, is_abstract| BuildingBlock { context: one, ring, kind, is_abstract, ..BuildingBlock::default() };
    let store = sketch.add(block(Ring::Infrastructure, BuildingBlockKind::Repository, false));
    let behind = swap(&sketch);
    let schema = over(&sketch.landscape, flow, ChangeKind::Schema)[0];
    sketch.add(BuildingBlock { uses: vec![store], ..block(Ring::Domain, BuildingBlockKind::Service, false) });
    let leaking = swap(&sketch);
    assert!(behind < unknown / 5.0 && unknown < leaking, "{behind} {unknown} {leaking}");
    assert_eq!(
        schema,
        over(&sketch.landscape, flow, ChangeKind::Schema)[0],
        "a port does not hide what is in the data"
    );
}
