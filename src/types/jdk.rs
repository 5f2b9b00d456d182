//! The little of the JDK that names and types need before there are API tables.

use super::TypeRef;

const JAVA_LANG: &str = "\
    AbstractMethodError Appendable ArithmeticException ArrayIndexOutOfBoundsException \
    ArrayStoreException AssertionError AutoCloseable Boolean Byte CharSequence Character Class \
    ClassCastException ClassCircularityError ClassFormatError ClassLoader ClassNotFoundException \
    ClassValue CloneNotSupportedException Cloneable Comparable Deprecated Double Enum \
    EnumConstantNotPresentException Error Exception ExceptionInInitializerError Float \
    FunctionalInterface IllegalAccessError IllegalAccessException IllegalArgumentException \
    IllegalCallerException IllegalMonitorStateException IllegalStateException \
    IllegalThreadStateException IncompatibleClassChangeError IndexOutOfBoundsException \
    InheritableThreadLocal InstantiationError InstantiationException Integer InternalError \
    InterruptedException Iterable LinkageError Long MatchException Math Module ModuleLayer \
    NegativeArraySizeException NoClassDefFoundError NoSuchFieldError NoSuchFieldException \
    NoSuchMethodError NoSuchMethodException NullPointerException Number NumberFormatException Object \
    OutOfMemoryError Override Package Process ProcessBuilder ProcessHandle Readable Record \
    ReflectiveOperationException Runnable Runtime RuntimeException RuntimePermission SafeVarargs \
    SecurityException SecurityManager Short StackOverflowError StackTraceElement StackWalker StrictMath \
    String StringBuffer StringBuilder StringIndexOutOfBoundsException SuppressWarnings System Thread \
    ThreadDeath ThreadGroup ThreadLocal Throwable TypeNotPresentException UnknownError \
    UnsatisfiedLinkError UnsupportedClassVersionError UnsupportedOperationException VerifyError \
    VirtualMachineError Void";

const JAVA_UTIL: &str = "\
    AbstractList AbstractMap ArrayDeque ArrayList Arrays Base64 BitSet Calendar Collection Collections \
    Comparator Date Deque EnumMap EnumSet HashMap HashSet Hashtable Iterator LinkedHashMap LinkedHashSet \
    LinkedList List ListIterator Locale Map NavigableMap NavigableSet NoSuchElementException Objects \
    Optional PriorityQueue Properties Queue Random Scanner Set SortedMap SortedSet Stack StringJoiner \
    StringTokenizer TimeZone Timer TreeMap TreeSet UUID Vector";

const JAVA_IO: &str = "\
    BufferedReader BufferedWriter ByteArrayInputStream ByteArrayOutputStream Closeable DataInput \
    DataInputStream DataOutput DataOutputStream File FileInputStream FileNotFoundException \
    FileOutputStream FileReader FileWriter IOException InputStream InputStreamReader ObjectInputStream \
    ObjectOutputStream OutputStream OutputStreamWriter PrintStream PrintWriter Reader Serializable \
    StringReader StringWriter UncheckedIOException Writer";

const JAVA_UTIL_CONCURRENT: &str = "\
    BlockingQueue Callable CompletableFuture ConcurrentHashMap ConcurrentMap CountDownLatch \
    ExecutionException Executor ExecutorService Executors Future LinkedBlockingQueue \
    ScheduledExecutorService Semaphore ThreadLocalRandom TimeUnit TimeoutException";

/// Whether `java.lang`, which every file imports, has the type `name`.
pub(super) fn is_in_java_lang(name: &str) -> bool {
    lists(JAVA_LANG, name)
}

/// Whether the package is known to declare the type `name`.
pub(super) fn declares(package: &str, name: &str) -> bool {
    match package {
        "java.util" => lists(JAVA_UTIL, name),
        "java.util.concurrent" => lists(JAVA_UTIL_CONCURRENT, name),
        "java.io" => lists(JAVA_IO, name),
        _ => false,
    }
}

fn lists(names: &str, name: &str) -> bool {
    names.split_whitespace().any(|listed| listed == name)
}

/// Whether no supertype of the class can matter: it is final, or `Object`, or primitive.
pub(super) fn is_final(name: &str) -> bool {
    const FINAL: [&str; 11] = [
        "Object",
        "String",
        "Boolean",
        "Byte",
        "Character",
        "Double",
        "Float",
        "Integer",
        "Long",
        "Short",
        "Void",
    ];
    let simple = name.strip_prefix("java.lang.");
    simple.is_some_and(|simple| FINAL.contains(&simple)) || !name.contains(['.', '#']) && is_primitive(name)
}

fn is_primitive(name: &str) -> bool {
    matches!(name, "boolean" | "byte" | "short" | "int" | "long" | "char" | "float" | "double" | "void")
}

const STRING_TO_STRING: &[&str] = &[
    "concat",
    "format",
    "formatted",
    "join",
    "repeat",
    "replace",
    "replaceAll",
    "replaceFirst",
    "strip",
    "substring",
    "toLowerCase",
    "toUpperCase",
    "trim",
    "valueOf",
];

/// What the method `name` of `receiver`, called with `count` arguments, returns.
pub(super) fn returns(receiver: &TypeRef, name: &str, count: usize) -> Option<TypeRef> {
    let string = || Some(TypeRef::new("java.lang.String"));
    match (receiver.name.as_str(), name) {
        _ if receiver.dimensions > 0 => None,
        (_, "toString")
        | ("java.lang.Enum", "name")
        | ("java.util.Properties" | "java.lang.System", "getProperty")
        | ("java.lang.System", "lineSeparator") => string(),
        ("java.lang.System", "getenv") if count == 1 => string(),
        ("java.lang.System", "getenv") => {
            let arguments = vec![TypeRef::new("java.lang.String"); 2];
            Some(TypeRef { arguments, ..TypeRef::new("java.util.Map") })
        }
        ("java.lang.String", name) if STRING_TO_STRING.contains(&name) => string(),
        ("java.lang.Integer", "parseInt") => Some(TypeRef::new("int")),
        ("java.lang.Long", "parseLong") | ("java.lang.System", "currentTimeMillis" | "nanoTime") => {
            Some(TypeRef::new("long"))
        }
        ("java.lang.Boolean", "parseBoolean") => Some(TypeRef::new("boolean")),
        (map, "get" | "getOrDefault" | "put" | "remove") if is_map(map) => receiver.arguments.get(1).cloned(),
        (list, "get") if is_list(list) => receiver.arguments.first().cloned(),
        ("java.util.Optional", "get" | "orElse" | "orElseThrow") => receiver.arguments.first().cloned(),
        _ => None,
    }
}

/// What a loop over `iterated` gives.
pub(super) fn element_of(iterated: &TypeRef) -> Option<TypeRef> {
    if iterated.dimensions > 0 {
        return Some(TypeRef { dimensions: iterated.dimensions - 1, ..iterated.clone() });
    }
    let simple = iterated.name.strip_prefix("java.util.").or(iterated.name.strip_prefix("java.lang."))?;
    let is_iterable =
        matches!(simple, "Iterable" | "Collection") || simple.ends_with("List") || simple.ends_with("Set");
    iterated.arguments.first().filter(|_| is_iterable).cloned()
}

fn is_map(name: &str) -> bool {
    name.starts_with("java.util.") && name.ends_with("Map")
}

fn is_list(name: &str) -> bool {
    name.starts_with("java.util.") && name.ends_with("List")
}
