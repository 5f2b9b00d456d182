import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaCompiler.CompilationTask;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Stands where Maven expects javac: compiles what it is told to, and writes down what every name means.
 *
 * <p>So the class path, the generated sources and the annotation processors are those of the project,
 * and nobody has to find them out. The answers go to a new file in the folder that the environment
 * variable {@code FLINKMOD_ORACLE_ANSWERS} names; {@link Sites} says how they look.
 */
public class Oracle {
    private static final Pattern WORD_OF_FILE = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|(\\S+)");

    public static void main(String[] arguments) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>();
        List<Path> sources = new ArrayList<>();
        for (String argument : expanded(List.of(arguments))) {
            if (argument.endsWith(".java")) {
                sources.add(Path.of(argument));
            } else if (!argument.startsWith("-J")) {
                options.add(argument);
            }
        }
        if (sources.isEmpty()) {
            System.exit(compiler.run(null, null, null, options.toArray(String[]::new)));
        }
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(sources);
            Sites sites = new Sites(System.err, Sites.releaseIn(String.join(" ", options)));
            boolean compiles = compiles(() -> compiler.getTask(null, files, sites, options, null, units), sites);
            Path folder = Path.of(System.getenv("FLINKMOD_ORACLE_ANSWERS"));
            Files.write(Files.createTempFile(folder, "javac", ".tsv"), sites.lines());
            System.exit(compiles ? 0 : 1);
        }
    }

    private static boolean compiles(Supplier<CompilationTask> started, Sites sites) {
        try {
            var task = (JavacTask) started.get();
            sites.listenTo(task);
            return task.call();
        } catch (IllegalArgumentException wrongOption) {
            System.err.println("error: " + wrongOption.getMessage());
            return false;
        }
    }

    /** The arguments, with those of each {@code @file} in its place. */
    private static List<String> expanded(List<String> arguments) throws IOException {
        List<String> expanded = new ArrayList<>();
        for (String argument : arguments) {
            if (!argument.startsWith("@")) {
                expanded.add(argument);
                continue;
            }
            Matcher words = WORD_OF_FILE.matcher(Files.readString(Path.of(argument.substring(1))));
            while (words.find()) {
                String quoted = words.group(1);
                expanded.add(quoted == null ? words.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
            }
        }
        return expanded;
    }
}
