package pk.muhr.console;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

import pk.muhr.problem.PlainHttp;

/** The files of the pages. One of another hash is of another version of the program, and still the best there is. */
@Path("/assets")
@PlainHttp
@PermitAll
public class AssetResource {

    private final Assets assets;

    AssetResource(Assets assets) {
        this.assets = assets;
    }

    /** One file. */
    @GET
    @Path("/{hash}/{name}")
    public Response one(
            @PathParam("hash") String hash,
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String accepted) {
        Assets.Asset asset = assets.find(name).orElseThrow(NotFoundException::new);
        boolean packed = asset.isPacked() && accepted != null && accepted.contains("gzip");
        Response.ResponseBuilder answer = Response.ok(packed ? asset.packed() : asset.plain(), asset.mediaType())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header(
                        HttpHeaders.CACHE_CONTROL,
                        hash.equals(asset.hash()) ? "public, max-age=31536000, immutable" : "no-cache");
        return (packed ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer).build();
    }
}
