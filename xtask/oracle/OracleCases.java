import com.sun.source.util.JavacTask;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Writes down what the names in the Java files of each folder mean, all in one JVM.
 *
 * <p>Arguments: a file that holds the class path, a folder for the answers, then the folders. The
 * answers of the folder {@code a/b} go to {@code a.b.tsv}.
 */
public class OracleCases {
    public static void main(String[] arguments) throws Exception {
        String classPath = Files.readString(Path.of(arguments[0])).trim();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("--release", "17", "-nowarn", "-proc:none", "-cp", classPath);
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            for (int index = 2; index < arguments.length; index++) {
                var nowhere = new PrintStream(OutputStream.nullOutputStream());
                Sites sites = new Sites(nowhere, Sites.releaseIn(classPath));
                var units = files.getJavaFileObjectsFromPaths(sources(Path.of(arguments[index])));
                var task = (JavacTask) compiler.getTask(null, files, sites, options, null, units);
                sites.listenTo(task);
                task.analyze();
                Files.write(Path.of(arguments[1], arguments[index].replace('/', '.') + ".tsv"), sites.lines());
            }
        }
    }

    private static List<Path> sources(Path folder) throws Exception {
        try (Stream<Path> below = Files.walk(folder)) {
            return below.filter(path -> path.toString().endsWith(".java")).collect(Collectors.toList());
        }
    }
}
