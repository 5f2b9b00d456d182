//! What is a match, what it becomes, and what of the text stays.

use super::Row;
use crate::rules::testing::run;

const TASK: &str = "before = '$c.getIndexOfThisSubtask()'\nafter = '$c.getTaskInfo().getIndexOfThisSubtask()'\n\
                    types = { c = 'org.apache.flink.api.common.functions.RuntimeContext' }\nmanual = 'Ask.'";

/// The new text of a class with this body, and its findings.
fn changed(row: &str, class: &str) -> (String, Vec<String>) {
    let imports = "import org.apache.flink.api.common.functions.*; import org.apache.flink.configuration.*; \
                   import org.apache.flink.streaming.api.environment.*;";
    let text = format!("package p; {imports}\n{class}");
    let base = "package p; import org.apache.flink.api.common.functions.RichMapFunction; \
                abstract class Base extends RichMapFunction<String, String> {}";
    let (after, findings) = run::<Row>(row, &[("p/A.java", &text), ("p/Base.java", base)]);
    (after.lines().skip(1).collect::<Vec<_>>().join("\n"), findings)
}

#[test]
fn a_call_in_the_middle_is_put_in() {
    let class = "class A extends Base { int i = getRuntimeContext().getIndexOfThisSubtask() + 1; }";
    let (after, findings) = changed(TASK, class);
    assert_eq!(
        after,
        "class A extends Base { int i = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() + 1; }"
    );
    assert_eq!(
        findings,
        ["2:52 apply `getIndexOfThisSubtask()` becomes `getTaskInfo().getIndexOfThisSubtask()`."]
    );
}

#[test]
fn line_breaks_and_comments_stay() {
    let class = "class A extends Base { int i = getRuntimeContext() // it\n  .getIndexOfThisSubtask(); }";
    let (after, _) = changed(TASK, class);
    assert_eq!(
        after,
        "class A extends Base { int i = getRuntimeContext() // it\n  .getTaskInfo().getIndexOfThisSubtask(); }"
    );
}

#[test]
fn a_method_of_another_class_stays() {
    let class = "class A { int getIndexOfThisSubtask() { return 1; } \
                 int m(A a, String s) { return a.getIndexOfThisSubtask() + s.getIndexOfThisSubtask() + getIndexOfThisSubtask(); } }";
    assert_eq!(changed(TASK, class), (class.to_owned(), Vec::new()));
}

#[test]
fn what_is_not_known_is_left_to_a_person() {
    let class = "class A { int m(Unknown u) { return u.context().getIndexOfThisSubtask(); } }";
    let (after, findings) = changed(TASK, class);
    assert_eq!(after, class);
    assert_eq!(
        findings,
        ["2:49 manual `getIndexOfThisSubtask()` is `getTaskInfo().getIndexOfThisSubtask()` now. Ask."]
    );
}

#[test]
fn a_method_reference_is_left_to_a_person() {
    let class = "class A extends Base { Object o = f(RuntimeContext::getIndexOfThisSubtask); }";
    let (after, findings) = changed(
        TASK,
        &class.replace("RuntimeContext:", "org.apache.flink.api.common.functions.RuntimeContext:"),
    );
    assert!(after.contains("::getIndexOfThisSubtask"));
    assert_eq!(findings.len(), 1, "{findings:?}");
}

#[test]
fn a_statement_goes() {
    let row = "before = '$e.setNumberOfExecutionRetries($n)'\nafter = '$e'\n\
               types = { e = 'org.apache.flink.streaming.api.environment.StreamExecutionEnvironment' }";
    let env = "org.apache.flink.streaming.api.environment.StreamExecutionEnvironment env";
    let class = format!(
        "class A {{ void m({env}) {{\n  env.setNumberOfExecutionRetries(1);\n  env.setNumberOfExecutionRetries(n());\n  if (a) env.setNumberOfExecutionRetries(n);\n}} }}"
    );
    let (after, findings) = changed(row, &class);
    assert_eq!(
        after,
        format!("class A {{ void m({env}) {{\n  env.setNumberOfExecutionRetries(n());\n  if (a) {{}}\n}} }}")
    );
    let remedies: Vec<_> = findings.iter().filter_map(|finding| finding.split(' ').nth(1)).collect();
    assert_eq!(remedies, ["apply", "manual", "apply"]);
}

#[test]
fn arguments_and_their_places_stay() {
    let row = "before = '$c.setInteger($k, $v)'\nafter = '$c.set($k, $v)'\n\
               types = { c = 'org.apache.flink.configuration.Configuration', k = 'org.apache.flink.configuration.ConfigOption' }";
    let imported = "org.apache.flink.configuration.";
    let class = format!(
        "class A {{ void m({imported}Configuration c) {{ c.setInteger(\n  {imported}RestOptions.PORT, // x\n  1); c.setInteger(\"a\", 1); }} }}"
    );
    let (after, findings) = changed(row, &class);
    assert_eq!(after, class.replacen("setInteger", "set", 1));
    assert_eq!(findings.len(), 1);
}

#[test]
fn a_form_that_no_release_has_is_refused() {
    let wrong = |row: &str| toml::from_str::<Row>(row).expect_err("it is wrong").to_string();
    let context = "types = { c = 'org.apache.flink.api.common.functions.RuntimeContext' }";
    assert!(
        wrong(&format!("before = '$c.getNothing()'\nafter = '$c'\n{context}"))
            .contains("never had `getNothing`")
    );
    assert!(wrong("before = '$c.getJobId()'\nafter = '$c'").contains("`$c` has no type"));
    assert!(
        wrong(&format!("before = '$c.getJobId()'\nafter = '$d.a()'\n{context}"))
            .contains("stands in `after` only")
    );
    let gone = "org.apache.flink.streaming.api.windowing.time.Time.of($c)";
    assert!(
        wrong(&format!("before = '$c.getJobId()'\nafter = '{gone}'\n{context}"))
            .contains("there is no class")
    );
}
