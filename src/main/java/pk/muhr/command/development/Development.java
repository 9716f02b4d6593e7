package pk.muhr.command.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A development installation brought to the point where the service can start on it: children run, keys and tokens
 * exist, and {@link #configuration} says where everything is.
 */
public final class Development implements AutoCloseable {

    private final Installation installation;
    private final EmbeddedPostgres postgres;
    private final DevelopmentTokens tokens;
    private final DevelopmentTls tls;
    private final DevelopmentIdentity identity;
    private final DevelopmentDns dns;
    private final Path library;
    private final SecureRandom random;
    private final Progress progress;

    /** Nothing runs and nothing is made before {@link #establish()}. */
    public Development(
            Installation installation, DevelopmentTokens tokens, SecureRandom random, Clock clock, Progress progress) {
        this.installation = installation;
        this.tokens = tokens;
        this.random = random;
        this.progress = progress;
        this.library = SoftHsmLibrary.find();
        this.postgres = new EmbeddedPostgres(installation.postgres(), random, progress);
        this.tls = new DevelopmentTls(installation, random, clock);
        this.identity = new DevelopmentIdentity(installation.identity(), clock);
        this.dns = new DevelopmentDns(installation.dns(), random);
    }

    /**
     * Starts and makes everything; after a failure {@link #close()} stops what runs.
     *
     * @throws Refused with the step that failed
     */
    public void establish() {
        postgres.start();
        progress.step("opening the SoftHSM2 tokens");
        tokens.establish(library, random);
        tls.establish();
        identity.establish(random);
        new SecretFile(installation.identifierKey()).readOrCreate(random);
        dns.start();
        placeForCheckpoints();
    }

    private void placeForCheckpoints() {
        try {
            Files.createDirectories(installation.checkpoints());
        } catch (IOException e) {
            throw new Refused(
                    "The directory " + installation.checkpoints() + " cannot be made: " + e.getMessage() + ".", e);
        }
    }

    /** The role that may change the schema, for tests. */
    public DatabaseAccess databaseOwner() {
        return postgres.owner();
    }

    /** Tokens where {@code ./muhr start} keeps them. */
    public static DevelopmentTokens tokensOf(Installation installation) {
        return new DevelopmentTokens(
                installation.softHsm(),
                installation.pins(),
                Optional.ofNullable(System.getenv(DevelopmentTokens.VARIABLE)));
    }

    /**
     * Configuration of the service, by key.
     *
     * @param program directory with {@code policies/} and {@code hsm-config/}
     */
    public Map<String, String> configuration(Path program, Addresses addresses) {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put(RunMode.KEY, RunMode.DEVELOPMENT);
        keys.put("muhr.public-url", installation.publicUrl().toString());
        keys.put("muhr.observer.hosts.\"" + installation.publicUrl().host() + "\"", "127.0.0.1:" + addresses.http());
        keys.put("muhr.observer.canary.body", "nitb");
        keys.put("muhr.observer.canary.name", "canary.nitb.example.gov.pk");
        keys.put("muhr.test-sites.body", "nitb");
        keys.put("muhr.test-sites.domain", "sites.nitb.example.gov.pk");
        keys.put("muhr.test-sites.directory", installation.testSites().toString());
        keys.put("muhr.test-sites.host", "127.0.0.1");
        keys.put("muhr.notices.directory", installation.mail().toString());
        keys.put("muhr.log.directory", installation.checkpoints().toString());
        keys.put("muhr.policies.directory", program.resolve("policies").toString());
        keys.put("muhr.identifiers.key-file", installation.identifierKey().toString());
        keys.put("muhr.dns.servers", dns.address());
        keys.put("muhr.validation.allow", "127.0.0.0/8");
        hsm(keys, program);
        database(keys);
        http(keys, addresses);
        keys.put(
                "mp.jwt.verify.publickey.location", identity.publicKey().toUri().toString());
        keys.put("mp.jwt.verify.publickey.algorithm", "ES256");
        keys.put("mp.jwt.verify.issuer", DevelopmentIdentity.ISSUER);
        keys.put("mp.jwt.verify.audiences", DevelopmentIdentity.AUDIENCE);
        return keys;
    }

    private void hsm(Map<String, String> keys, Path program) {
        keys.put(
                "muhr.hsm.configuration",
                program.resolve("hsm-config").resolve("softhsm2.cfg").toString());
        keys.put("muhr.hsm.library", library.toString());
        // SoftHSM2 signs on the processors of this machine: more threads than those only get in each other's way
        keys.put("muhr.hsm.threads", "" + Math.max(2, Runtime.getRuntime().availableProcessors()));
        tokens.pinFiles()
                .forEach((label, file) -> keys.put("muhr.hsm.tokens.\"" + label + "\".pin-file", file.toString()));
    }

    private void database(Map<String, String> keys) {
        DatabaseAccess application = postgres.application();
        DatabaseAccess owner = postgres.owner();
        keys.put("quarkus.datasource.jdbc.url", application.url());
        keys.put("quarkus.datasource.username", application.role());
        keys.put("quarkus.datasource.password", application.password());
        keys.put("quarkus.flyway.username", owner.role());
        keys.put("quarkus.flyway.password", owner.password());
        keys.put("quarkus.flyway.placeholders.application_role", application.role());
        keys.put("quarkus.flyway.placeholders.status_role", PostgresRoles.STATUS);
        keys.put("quarkus.flyway.placeholders.timestamp_role", PostgresRoles.TIMESTAMP);
    }

    private void http(Map<String, String> keys, Addresses addresses) {
        keys.put("quarkus.http.host", "127.0.0.1");
        keys.put("quarkus.http.port", "" + addresses.http());
        keys.put("quarkus.http.ssl-port", "" + addresses.https());
        keys.put("muhr.console.https-url", "https://localhost:" + addresses.https());
        keys.put("quarkus.http.tls-configuration-name", "https");
        keys.put("quarkus.tls.https.key-store.pem.0.cert", tls.certificate().toString());
        keys.put("quarkus.tls.https.key-store.pem.0.key", tls.key().toString());
        keys.put("quarkus.tls.https.protocols", "TLSv1.3,TLSv1.2");
        keys.put("quarkus.management.host", "127.0.0.1");
        keys.put("quarkus.management.port", "" + addresses.management());
    }

    /** Stops the children. */
    @Override
    public void close() {
        dns.close();
        postgres.close();
    }
}
