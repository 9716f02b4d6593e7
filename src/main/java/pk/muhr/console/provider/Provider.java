package pk.muhr.console.provider;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import pk.muhr.identity.PersonId;

/** The OpenID provider: where a browser is sent, and whom the code that comes back stands for. */
@ApplicationScoped
public class Provider {

    private static final Logger LOG = Logger.getLogger(Provider.class);
    private static final Duration DISCOVERED_FOR = Duration.ofMinutes(10);
    private static final int TIMEOUT_MILLIS = 5000;
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final String GROUPS = "groups";

    private final ProviderConfiguration configuration;
    private final Clock clock;
    private final URI redirect;
    private final boolean clearAllowed;
    private volatile Discovered discovered;

    private record Discovered(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant until) {}

    /** Whom an ID token names, with the groups it narrows them to, if it says any. */
    record Identified(PersonId person, Optional<Set<String>> groups) {}

    /** Made by the container. */
    Provider(
            ProviderConfiguration configuration,
            Clock clock,
            @ConfigProperty(name = "muhr.console.https-url") Optional<String> httpsUrl,
            @ConfigProperty(name = "muhr.mode", defaultValue = "production") String mode) {
        this.configuration = configuration;
        this.clock = clock;
        this.clearAllowed = mode.equals("development");
        if (configuration.issuer().isPresent() && httpsUrl.isEmpty()) {
            throw new IllegalStateException(
                    "muhr.console.provider.issuer needs muhr.console.https-url: the provider sends browsers back to it");
        }
        this.redirect = URI.create(httpsUrl.orElse("https://localhost") + "/login/callback");
    }

    /** Whether there is one. */
    public boolean isConfigured() {
        return configuration.issuer().isPresent();
    }

    /**
     * Where to send the browser.
     *
     * @throws ProviderFailed when the provider cannot be asked
     */
    URI authorization(Attempt attempt) {
        Discovered provider = discovered();
        Scope scope = new Scope(configuration.scopes().toArray(String[]::new));
        scope.add("openid");
        return new AuthenticationRequest.Builder(ResponseType.CODE, scope, client(), redirect)
                .endpointURI(provider.metadata.getAuthorizationEndpointURI())
                .state(attempt.state())
                .nonce(attempt.nonce())
                .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Whom the code stands for.
     *
     * @throws ProviderFailed when the provider does not answer, or not as it should
     */
    Identified identify(Attempt attempt, String code) {
        Discovered provider = discovered();
        try {
            AuthorizationCodeGrant grant =
                    new AuthorizationCodeGrant(new AuthorizationCode(code), redirect, attempt.verifier());
            URI endpoint = provider.metadata.getTokenEndpointURI();
            TokenRequest.Builder request = configuration.clientSecretFile().isPresent()
                    ? new TokenRequest.Builder(endpoint, new ClientSecretBasic(client(), secret()), grant)
                    : new TokenRequest.Builder(endpoint, client(), grant);
            HTTPRequest sent = request.build().toHTTPRequest();
            sent.setConnectTimeout(TIMEOUT_MILLIS);
            sent.setReadTimeout(TIMEOUT_MILLIS);
            sent.setFollowRedirects(false);
            TokenResponse answer = OIDCTokenResponseParser.parse(sent.send());
            if (!answer.indicatesSuccess()) {
                throw new ProviderFailed("the provider does not take the code: "
                        + answer.toErrorResponse().getErrorObject().getCode());
            }
            return identified(((OIDCTokenResponse) answer.toSuccessResponse()), attempt, provider);
        } catch (IOException | GeneralException | BadJOSEException | JOSEException | ParseException e) {
            throw new ProviderFailed("the provider's answer does not hold: " + e.getMessage(), e);
        }
    }

    private Identified identified(OIDCTokenResponse answer, Attempt attempt, Discovered provider)
            throws BadJOSEException, JOSEException, ParseException {
        Set<JWSAlgorithm> algorithms =
                configuration.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
        IDTokenValidator validator = new IDTokenValidator(
                provider.metadata.getIssuer(),
                client(),
                new JWSVerificationKeySelector<>(algorithms, provider.keys),
                null);
        if (answer.getOIDCTokens().getIDToken() == null) {
            throw new ProviderFailed("the provider gives no ID token");
        }
        validator.validate(answer.getOIDCTokens().getIDToken(), attempt.nonce());
        JWTClaimsSet claims = answer.getOIDCTokens().getIDToken().getJWTClaimsSet();
        String name = claims.getStringClaim(configuration.claim());
        try {
            return new Identified(new PersonId(name == null ? "" : name), groups(claims));
        } catch (IllegalArgumentException e) {
            throw new ProviderFailed("the token's " + configuration.claim() + " is not a person's identifier", e);
        }
    }

    /** Absent when the token leaves them out; nothing when they are no list, as for the API's tokens. */
    private static Optional<Set<String>> groups(JWTClaimsSet claims) {
        if (!claims.getClaims().containsKey(GROUPS)) {
            return Optional.empty();
        }
        try {
            List<String> named = claims.getStringListClaim(GROUPS);
            return Optional.of(named == null ? Set.of() : Set.copyOf(new HashSet<>(named)));
        } catch (ParseException | NullPointerException _) {
            return Optional.of(Set.of());
        }
    }

    private ClientID client() {
        return new ClientID(configuration.clientId());
    }

    private Secret secret() throws IOException {
        return new Secret(
                Files.readString(configuration.clientSecretFile().orElseThrow()).strip());
    }

    private Discovered discovered() {
        Discovered known = discovered;
        if (known != null && clock.instant().isBefore(known.until)) {
            return known;
        }
        String issuer = configuration.issuer().orElseThrow(() -> new ProviderFailed("no provider is configured"));
        if (!issuer.startsWith("https://") && !clearAllowed) {
            throw new ProviderFailed("the provider's issuer is not an https address");
        }
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(issuer), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(),
                            new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, LONGEST_ANSWER))
                    .build();
            Discovered found = new Discovered(metadata, keys, clock.instant().plus(DISCOVERED_FOR));
            discovered = found;
            return found;
        } catch (GeneralException | MalformedURLException e) {
            throw new ProviderFailed("the provider's description cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            if (known != null) {
                LOG.warnf(
                        "the provider cannot be asked for its description, what it said before is used: %s",
                        e.getMessage());
                return known;
            }
            throw new ProviderFailed("the provider cannot be asked for its description: " + e.getMessage(), e);
        }
    }
}
