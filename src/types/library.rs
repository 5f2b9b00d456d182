//! What classes of Flink give to the classes of the project that extend them.

use super::JavaScope;
use super::class::Class;
use super::resolution::Resolution;
use crate::flink::Api;

impl JavaScope<'_> {
    /// The full name of the nested type `name` that `class` inherits from a class of Flink, whatever the release.
    pub(super) fn inherited_library_type(&self, class: &Class, name: &str) -> Option<String> {
        if self.is_too_deep() {
            return None;
        }
        let scope = self.within(&class.file);
        let supertypes = scope.direct_supertypes(class).into_iter().filter_map(Resolution::known);
        supertypes.into_iter().find_map(|supertype| match scope.class(&supertype.name) {
            Some(own) => scope.inherited_library_type(&own, name),
            None => library_member_type(&supertype.name, name),
        })
    }
}

/// The full name of the nested type `name` of the class of Flink `owner`, own or inherited.
fn library_member_type(owner: &str, name: &str) -> Option<String> {
    let owner = Api.class(owner)?;
    let own = Api.class(&format!("{}.{name}", owner.name()));
    own.map(|class| class.name().to_owned()).or_else(|| {
        let erased = |types: &'static str| types.split('<').next().unwrap_or(types);
        owner.supertypes().find_map(|supertype| library_member_type(erased(supertype.types()), name))
    })
}
