package pk.muhr.console.provider;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The OpenID provider of the console; without an issuer, nobody logs in that way. */
@ConfigMapping(prefix = "muhr.console.provider")
public interface ProviderConfiguration {

    /** Its issuer, from which everything else is discovered (OpenID Connect Discovery §4). */
    Optional<String> issuer();

    /** What the provider calls us. */
    @WithDefault("muhr")
    String clientId();

    /** A file that holds our secret; without one we are a public client, and PKCE alone binds the code to us. */
    Optional<Path> clientSecretFile();

    /** What is asked for. */
    @WithDefault("openid")
    Set<String> scopes();

    /** The claim whose text names the person, as in the API's tokens. */
    @WithDefault("${muhr.identity.claim:sub}")
    String claim();

    /** How the provider signs. */
    @WithDefault("ES256,RS256,PS256")
    Set<String> algorithms();
}
