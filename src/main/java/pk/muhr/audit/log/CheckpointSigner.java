package pk.muhr.audit.log;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import pk.muhr.audit.Actor;
import pk.muhr.audit.AuditEvent;
import pk.muhr.audit.AuditRecords;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.hsm.Tokens;
import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;
import pk.muhr.x509.Sha256;

/** Signs what the tree is, and that exports are ours. What is signed is on record before. */
@ApplicationScoped
public class CheckpointSigner {

    private static final Actor JOB = Actor.system("log");

    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final Tokens tokens;
    private final TokenLabel token;
    private final String origin;
    private final AuditRecords audit;

    CheckpointSigner(
            LogEntries entries,
            Checkpoints checkpoints,
            LogKeys keys,
            Tokens tokens,
            LogConfiguration configuration,
            @ConfigProperty(name = "muhr.public-url") URI address,
            AuditRecords audit) {
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.tokens = tokens;
        this.token = new TokenLabel(configuration.token());
        this.origin = configuration.origin().orElseGet(() -> address.getAuthority() + "/log");
        this.audit = audit;
    }

    /** The keys of this log that check its notes, the newest first. */
    public List<LogVerifier> verifiers() {
        return keys.newestFirst().stream()
                .map(key -> new LogVerifier(origin, key.key()))
                .toList();
    }

    /**
     * Signs the tree as it is, unless that was done. A crash in between leaves a signature that nobody received.
     *
     * @throws TokenUnavailable when the token cannot sign now
     */
    public void signNewest() {
        TreeHead head = entries.head();
        Optional<LogKeys.LogKey> newest = keys.newestFirst().stream().findFirst();
        if (newest.isEmpty() || head.size() == 0 || size(checkpoints.newest()) >= head.size()) {
            return;
        }
        LogKeys.LogKey key = newest.get();
        checkpoints.add(head.size(), key.seq(), note(key, new Checkpoint(origin, head).text()));
    }

    /**
     * Signs that an export is ours. A crash leaves a record of a signature that nobody received.
     *
     * @param content what the export says that it holds
     * @param about what of it is on record besides
     * @throws TokenUnavailable when the token cannot sign now
     */
    public SignedNote signExport(Sha256 content, Map<String, ?> about, Actor by) {
        LogKeys.LogKey key = keys.newestFirst().stream()
                .findFirst()
                .orElseThrow(() -> new TokenUnavailable("the log has no key yet; try again in a few seconds"));
        Map<String, Object> details = new TreeMap<>(about);
        details.put("key", key.label());
        audit.appendAlone(AuditEvent.success("EXPORT_SIGNED", by, details).withSubject(content.hex()));
        return note(key, exportText(content));
    }

    /** What is signed of an export: no checkpoint, whatever the log is called. */
    public static String exportText(Sha256 content) {
        return "muhr audit export\n" + content.hex() + "\n";
    }

    private SignedNote note(LogKeys.LogKey key, String text) {
        SigningKey signing = tokens.token(key.token())
                .find(key.label())
                .filter(found -> found.publicKey().equals(key.key()))
                .orElseThrow(() -> new TokenUnavailable("the log's key " + key.label() + " is not on the token "
                        + key.token() + "; bring the token back, or its backup"));
        LogVerifier verifier = new LogVerifier(origin, key.key());
        Der signature = signing.sign(Der.of(text.getBytes(StandardCharsets.UTF_8)), LogVerifier.ALGORITHM);
        if (!verifier.verifies(text, signature)) {
            throw new IllegalStateException("what was signed with " + key.label() + " does not verify");
        }
        return new SignedNote(text, List.of(verifier.line(signature)));
    }

    private static long size(Optional<SignedNote> note) {
        return note.flatMap(signed -> Checkpoint.of(signed.text()))
                .map(checkpoint -> checkpoint.head().size())
                .orElse(0L);
    }

    /** Whether nothing can be signed, since no key was ever made. */
    public boolean lacksKey() {
        return keys.newestFirst().isEmpty();
    }

    /**
     * Makes the log's first key, unless there is one. For one replica at a time. A crash before it is on record leaves a
     * key in the token that nobody uses; a key that is there already is another log's.
     */
    public void requireKey() {
        if (!lacksKey()) {
            return;
        }
        Token holder = tokens.token(token);
        KeyLabel label = new KeyLabel("log-" + UUID.randomUUID());
        SigningKey key = holder.generate(label, KeyAlgorithm.P_256);
        keys.add(token, label, key.publicKey(), JOB);
    }
}
