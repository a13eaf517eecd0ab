package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client does, against the default scenario, which each test begins with anew. */
@ExtendWith(EmulatorExtension.class)
class ApprovalTest {
    private static final String REPORT = "764428DD6A664AF0BFCB";
    private static final String TRAVELER = "f2d07d5f-7a6f-44fa-98c7-c4b405bd6ca3";

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void reset(URI emulator) throws Exception {
        assertEquals(204, send("POST", emulator.resolve("/_emulator/reset"), null));
    }

    @Test
    void whatWasSubmittedCannotBeSubmittedAgain(URI emulator) throws Exception {
        var submit = emulator.resolve("/expensereports/v4/users/" + TRAVELER + "/reports/" + REPORT + "/submit");
        assertEquals(204, send("PATCH", submit, "traveler-token"));
        assertEquals(409, send("PATCH", submit, "traveler-token"));
    }

    private int send(String method, URI address, String token) throws Exception {
        var request = HttpRequest.newBuilder(address).method(method, BodyPublishers.noBody());
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
}
