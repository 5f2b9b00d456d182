import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.type.TypeMirror;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/**
 * What the names of a compilation mean, each in a line: {@code site}, path, line, column, kind, symbol.
 *
 * <p>A place is that of the last identifier of a name; {@link Symbols} says how a symbol is written.
 * Further lines say which files were looked at ({@code file}, path, release of Flink) and which hold
 * an error ({@code error}, path, message). Left out: imports, and what an annotation processor put into a tree.
 */
class Sites extends TreePathScanner<Void, Void> implements TaskListener, DiagnosticListener<JavaFileObject> {
    /** White space and comments. */
    private static final Pattern GAP = Pattern.compile("(?s)(?:\\s++|//[^\r\n]*+|/\\*.*?\\*/)*+");

    private static final Pattern CORE = Pattern.compile("\\bflink-core-([0-9][^/\\\\:;]*)\\.jar");

    private final Set<String> lines = new TreeSet<>();
    private final PrintStream log;
    private final String release;
    private Trees trees;
    private SourcePositions positions;
    private Symbols symbols;
    private CompilationUnitTree unit;
    private String text;

    /**
     * @param log where the messages of javac go
     * @param release the release of Flink that is compiled against
     */
    Sites(PrintStream log, String release) {
        this.log = log;
        this.release = release;
    }

    /** The release of Flink in a class path; nothing when there is none. */
    static String releaseIn(String classPath) {
        Matcher core = CORE.matcher(classPath);
        return core.find() ? core.group(1) : "";
    }

    void listenTo(JavacTask task) {
        trees = Trees.instance(task);
        positions = trees.getSourcePositions();
        symbols = new Symbols(task);
        task.addTaskListener(this);
    }

    Set<String> lines() {
        return lines;
    }

    @Override
    public void report(Diagnostic<? extends JavaFileObject> diagnostic) {
        log.println(diagnostic);
        if (diagnostic.getKind() == Diagnostic.Kind.ERROR) {
            JavaFileObject source = diagnostic.getSource();
            String message = diagnostic.getMessage(null).lines().findFirst().orElse("");
            lines.add("error\t" + (source == null ? "" : source.getName()) + "\t" + message);
        }
    }

    /** The tree of a class is read when it is attributed and not yet taken to pieces. */
    @Override
    public void finished(TaskEvent event) {
        if (event.getKind() != TaskEvent.Kind.ANALYZE || event.getCompilationUnit() == null) {
            return;
        }
        unit = event.getCompilationUnit();
        text = contentOf(unit);
        lines.add("file\t" + unit.getSourceFile().getName() + "\t" + release);
        for (Tree declared : unit.getTypeDecls()) {
            TreePath path = new TreePath(new TreePath(unit), declared);
            Element element = trees.getElement(path);
            if (element != null && element.equals(event.getTypeElement())) {
                scan(path, null);
            }
        }
    }

    @Override
    public Void visitIdentifier(IdentifierTree node, Void unused) {
        site(trees.getElement(getCurrentPath()), positions.getStartPosition(unit, node), node.getName());
        return super.visitIdentifier(node, unused);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree node, Void unused) {
        Name name = node.getIdentifier();
        long at = positions.getEndPosition(unit, node) - name.length();
        TypeMirror of = trees.getTypeMirror(new TreePath(getCurrentPath(), node.getExpression()));
        symbols.reachedThrough(of, () -> site(trees.getElement(getCurrentPath()), at, name));
        return super.visitMemberSelect(node, unused);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree node, Void unused) {
        boolean creates = node.getMode() == MemberReferenceTree.ReferenceMode.NEW;
        CharSequence name = creates ? "new" : node.getName();
        site(trees.getElement(getCurrentPath()), positions.getEndPosition(unit, node) - name.length(), name);
        return super.visitMemberReference(node, unused);
    }

    @Override
    public Void visitNewClass(NewClassTree node, Void unused) {
        Tree name = node.getIdentifier();
        while (!(name instanceof IdentifierTree) && !(name instanceof MemberSelectTree)) {
            name = name instanceof ParameterizedTypeTree
                    ? ((ParameterizedTypeTree) name).getType()
                    : ((AnnotatedTypeTree) name).getUnderlyingType();
        }
        Name last = name instanceof IdentifierTree
                ? ((IdentifierTree) name).getName()
                : ((MemberSelectTree) name).getIdentifier();
        site(constructor(node), positions.getEndPosition(unit, name) - last.length(), last);
        return super.visitNewClass(node, unused);
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        Element method = trees.getElement(getCurrentPath());
        if (method != null
                && method.getKind() == ElementKind.METHOD
                && !method.getModifiers().contains(Modifier.STATIC)) {
            Matcher gap = GAP.matcher(text);
            long end = positions.getEndPosition(unit, node.getReturnType());
            if (end >= 0 && gap.find((int) end)) {
                line("override", gap.end(), node.getName(), symbols.overridden((ExecutableElement) method));
            }
        }
        return super.visitMethod(node, unused);
    }

    /** The constructor that runs: for an anonymous class that of its superclass. */
    private Element constructor(NewClassTree node) {
        if (node.getClassBody() == null) {
            return trees.getElement(getCurrentPath());
        }
        for (Tree member : node.getClassBody().getMembers()) {
            if (member instanceof MethodTree && ((MethodTree) member).getReturnType() == null) {
                List<? extends Tree> body = ((MethodTree) member).getBody().getStatements();
                var call = (MethodInvocationTree) ((ExpressionStatementTree) body.get(0)).getExpression();
                return trees.getElement(new TreePath(getCurrentPath(), call.getMethodSelect()));
            }
        }
        return null;
    }

    private void site(Element element, long at, CharSequence name) {
        if (element == null) {
            return;
        }
        switch (element.getKind()) {
            case CLASS, INTERFACE, ENUM, ANNOTATION_TYPE, RECORD ->
                    line("type", at, name, symbols.type(element));
            case METHOD -> line("method", at, name, symbols.method((ExecutableElement) element));
            case CONSTRUCTOR -> line("constructor", at, name, symbols.method((ExecutableElement) element));
            case ENUM_CONSTANT -> line("field", at, name, symbols.field(element));
            case FIELD -> {
                // For javac, `this`, `super` and the `class` of a type are fields too.
                if (!Set.of("this", "super", "class").contains(name.toString())) {
                    line("field", at, name, symbols.field(element));
                }
            }
            default -> {}
        }
    }

    /** Writes a line if `name` stands in the file at `at`; what a processor made stands nowhere. */
    private void line(String kind, long at, CharSequence name, String symbol) {
        if (at < 0 || !text.startsWith(name.toString(), (int) at)) {
            return;
        }
        String before = text.substring(0, (int) at).replace("\r\n", "\n").replace('\r', '\n');
        long line = before.chars().filter(letter -> letter == '\n').count() + 1;
        String inLine = before.substring(before.lastIndexOf('\n') + 1);
        int column = inLine.codePointCount(0, inLine.length()) + 1;
        String path = unit.getSourceFile().getName();
        lines.add(String.join("\t", "site", path, Long.toString(line), Integer.toString(column), kind, symbol));
    }

    private static String contentOf(CompilationUnitTree unit) {
        try {
            return unit.getSourceFile().getCharContent(true).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
