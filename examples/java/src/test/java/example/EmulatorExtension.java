package example;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one emulator for the whole run, on a free port; a test takes its address as a parameter of type {@link URI}. */
public final class EmulatorExtension implements BeforeAllCallback, ParameterResolver {
    private static final Namespace HERE = Namespace.create(EmulatorExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context).address;
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot().getStore(HERE).getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** JUnit closes it when the run ends. */
    record Running(Process process, URI address) implements ExtensionContext.Store.CloseableResource {
        static Running start() {
            try {
                var program = Optional.ofNullable(System.getenv("CONCUR_EMULATOR")).orElse("concur-emulator");
                var process =
                        new ProcessBuilder(program, "--port", "0").redirectError(ProcessBuilder.Redirect.DISCARD).start();
                // It prints one line when it accepts connections: listening on http://127.0.0.1:PORT
                var line = new BufferedReader(new InputStreamReader(process.getInputStream())).readLine();
                return new Running(process, URI.create(line.substring(line.lastIndexOf(' ') + 1)));
            } catch (java.io.IOException cannotStart) {
                throw new java.io.UncheckedIOException(cannotStart);
            }
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }
    }
}
