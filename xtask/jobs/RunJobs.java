import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Runs jobs one after the other in this JVM, each on a MiniCluster of its own.
 *
 * <p>Arguments: the main classes, which are on the class path. Prints a line `job: class` for each,
 * and below it the lines that the job printed, sorted, because Flink promises no order among keys and
 * streams. A job that throws ends it all with an exit code of 1; one that means to fail catches that.
 */
public class RunJobs {
    public static void main(String[] jobs) throws Exception {
        PrintStream out = System.out;
        for (String job : jobs) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            Class.forName(job).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            out.println("job: " + job);
            printed.toString(StandardCharsets.UTF_8).lines().sorted().forEach(out::println);
        }
        // Threads of old clusters may go on after their jobs.
        System.exit(0);
    }
}
