import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Compiles the Java files of each folder by themselves, all in one JVM.
 *
 * <p>Arguments: a file that holds the class path, then the folders. Prints what javac says of the
 * folders that do not compile, each after a line `folder: path`.
 */
public class CompileCases {
    public static void main(String[] arguments) throws Exception {
        String classPath = Files.readString(Path.of(arguments[0])).trim();
        int failed = 0;
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            String errors = errors(Path.of(folder), classPath);
            if (!errors.isEmpty()) {
                failed++;
                System.out.println("folder: " + folder);
                System.out.println(errors);
            }
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    private static String errors(Path folder, String classPath) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> below = Files.walk(folder)) {
            List<Path> sources =
                    below.filter(path -> path.toString().endsWith(".java")).collect(Collectors.toList());
            Path classes = Files.createDirectories(folder.resolve("classes"));
            List<String> options = List.of(
                    "--release", "17", "-nowarn", "-proc:none", "-cp", classPath, "-d", classes.toString());
            StringWriter said = new StringWriter();
            boolean compiles = compiler
                    .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            return compiles ? "" : said.toString();
        }
    }
}
