package pk.muhr.evidence.log;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import pk.muhr.audit.log.CheckpointSigner;
import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogEntries;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.Tile;
import pk.muhr.problem.PlainHttp;
import pk.muhr.problem.Problem;
import pk.muhr.problem.ProblemException;

/** The audit log's public face (C2SP tlog-tiles); a leaf reveals no name. */
@Path("/log")
@PlainHttp
@PermitAll
@Tag(name = "Audit log")
public class LogResource {

    private static final String TEXT = MediaType.TEXT_PLAIN + ";charset=utf-8";

    /** No tile ever changes, those that are not whole neither: a wider one has another address. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final CheckpointSigner signer;

    LogResource(LogEntries entries, Checkpoints checkpoints, CheckpointSigner signer) {
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.signer = signer;
    }

    /** The last signed checkpoint, a signed note. */
    @GET
    @Path("/checkpoint")
    @Produces(TEXT)
    @Operation(summary = "Download the audit log's last checkpoint")
    public Response checkpoint() {
        SignedNote note = checkpoints
                .published()
                .orElseThrow(() -> unknown("checkpoint", "No checkpoint was signed yet; look again in a few seconds."));
        return Response.ok(note.encoded())
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .build();
    }

    /** The keys that checkpoints are signed with, the newest first, each a line as readers of signed notes take it. */
    @GET
    @Path("/key")
    @Produces(TEXT)
    @Operation(summary = "Download the audit log's public keys")
    public String key() {
        return signer.verifiers().stream().map(key -> key.text() + "\n").collect(Collectors.joining());
    }

    /** Hashes of the tree. */
    @GET
    @Path("/tile/{level: [0-7]}/{tile: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Download a tile of the audit log")
    public Response tile(@PathParam("level") int level, @PathParam("tile") String path) {
        return answer(Tile.of(level, path), path, entries::read);
    }

    /** Entries, each with its length in two octets before it. */
    @GET
    @Path("/tile/entries/{tile: .+}")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @Operation(summary = "Download entries of the audit log")
    public Response entries(@PathParam("tile") String path) {
        return answer(Tile.of(0, path), path, tile -> EntryBundle.of(entries.entries(tile)));
    }

    private Response answer(Optional<Tile> tile, String path, Function<Tile, byte[]> content) {
        Tile known = tile.filter(asked -> asked.isIn(entries.head().size()))
                .orElseThrow(() -> unknown(path, "The log has no such tile, or not yet."));
        return Response.ok(content.apply(known))
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .build();
    }

    private static ProblemException unknown(String value, String detail) {
        return new ProblemException(Problem.of(404, "log-tile-unknown", "Not in the audit log", detail)
                .withValue(value)
                .withFix("the checkpoint says how many leaves there are"));
    }
}
