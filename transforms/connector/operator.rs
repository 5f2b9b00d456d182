//! What is said of an operator behind the call that adds it.

/// The methods that say more about the operator on which they are called, and give it back; no `DataStream` has them.
pub(crate) const SETTERS: [&str; 13] = [
    "disableChaining",
    "forceNonParallel",
    "name",
    "returns",
    "setBufferTimeout",
    "setDescription",
    "setMaxParallelism",
    "setParallelism",
    "setResources",
    "setUidHash",
    "slotSharingGroup",
    "startNewChain",
    "uid",
];
