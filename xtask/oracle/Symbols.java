import com.sun.source.util.JavacTask;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * How a symbol is written: as {@code src/types/symbols.rs} does it.
 *
 * <p>{@code a.B} and {@code a.B.Nested}; {@code a.B#method(a.C,int[])} and {@code a.B#<init>()} by the
 * class that declares it, with erased types; {@code a.B#FIELD}.
 */
class Symbols {
    /** What an override is called that overrides no method of Flink. */
    private static final String NOTHING = "nothing";

    private final Types types;
    private final Elements elements;
    private TypeElement through;

    Symbols(JavacTask task) {
        types = task.getTypes();
        elements = task.getElements();
    }

    String type(Element type) {
        String name = ((TypeElement) type).getQualifiedName().toString();
        return name.isEmpty() ? elements.getBinaryName((TypeElement) type).toString() : name;
    }

    String field(Element field) {
        TypeElement owner = (TypeElement) field.getEnclosingElement();
        boolean isNamed = through == null || !isHidden(owner);
        return type(isNamed ? owner : nearest(owner, through)) + "#" + field.getSimpleName();
    }

    private boolean isHidden(TypeElement type) {
        return type(type).startsWith("org.apache.flink.") && type(type).contains(".shaded.");
    }

    /** The class between `below` and `hidden` that is nearest to `hidden` and not hidden itself. */
    private TypeElement nearest(TypeElement hidden, TypeElement below) {
        for (TypeMirror direct : types.directSupertypes(below.asType())) {
            TypeElement supertype = (TypeElement) types.asElement(direct);
            if (!isHidden(supertype) && above(supertype).contains(hidden)) {
                return nearest(hidden, supertype);
            }
        }
        return below;
    }

    /** Runs {@code write}; members of a superclass that Flink hides are named by a class that code can name, from `of` on. */
    void reachedThrough(TypeMirror of, Runnable write) {
        through = of != null && of.getKind() == TypeKind.DECLARED ? (TypeElement) types.asElement(of) : null;
        write.run();
        through = null;
    }

    String method(ExecutableElement method) {
        var parameters = method.getParameters().stream().map(parameter -> erased(parameter.asType()));
        return field(method) + parameters.collect(Collectors.joining(",", "(", ")"));
    }

    /** The methods of Flink that `method` overrides, without those that override another of them. */
    String overridden(ExecutableElement method) {
        TypeElement owner = (TypeElement) method.getEnclosingElement();
        List<ExecutableElement> overridden = new ArrayList<>();
        for (TypeElement above : above(owner)) {
            for (ExecutableElement other : ElementFilter.methodsIn(above.getEnclosedElements())) {
                if (isOfFlink(type(above)) && elements.overrides(method, other, owner)) {
                    overridden.add(other);
                }
            }
        }
        var topmost = overridden.stream().filter(one -> overridden.stream().noneMatch(other -> isBelow(one, other)));
        String names = topmost.map(this::method).sorted().collect(Collectors.joining(" & "));
        return names.isEmpty() ? NOTHING : names;
    }

    private static boolean isOfFlink(String name) {
        return name.startsWith("org.apache.flink.") || name.startsWith("software.amazon.kinesis.connectors.flink.");
    }

    private boolean isBelow(ExecutableElement one, ExecutableElement other) {
        return above((TypeElement) one.getEnclosingElement()).contains((TypeElement) other.getEnclosingElement());
    }

    /** All proper supertypes. */
    private Set<TypeElement> above(TypeElement type) {
        Set<TypeElement> above = new LinkedHashSet<>();
        for (TypeMirror direct : types.directSupertypes(type.asType())) {
            TypeElement supertype = (TypeElement) ((DeclaredType) direct).asElement();
            above.add(supertype);
            above.addAll(above(supertype));
        }
        return above;
    }

    private String erased(TypeMirror type) {
        TypeMirror erased = types.erasure(type);
        if (erased.getKind() == TypeKind.ARRAY) {
            return erased(((ArrayType) erased).getComponentType()) + "[]";
        }
        return erased.getKind() == TypeKind.DECLARED ? type(((DeclaredType) erased).asElement()) : erased.toString();
    }
}
