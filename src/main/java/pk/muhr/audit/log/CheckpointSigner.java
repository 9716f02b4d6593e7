package pk.muhr.audit.log;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import pk.muhr.audit.Actor;
import pk.muhr.hsm.KeyLabel;
import pk.muhr.hsm.SigningKey;
import pk.muhr.hsm.Token;
import pk.muhr.hsm.TokenLabel;
import pk.muhr.hsm.TokenUnavailable;
import pk.muhr.hsm.Tokens;
import pk.muhr.x509.Der;
import pk.muhr.x509.KeyAlgorithm;

/** Signs what the tree is. The bytes are on record as a head before they are signed. */
@ApplicationScoped
public class CheckpointSigner {

    private static final Actor JOB = Actor.system("log");

    private final LogEntries entries;
    private final Checkpoints checkpoints;
    private final LogKeys keys;
    private final Tokens tokens;
    private final LogConfiguration configuration;

    CheckpointSigner(
            LogEntries entries, Checkpoints checkpoints, LogKeys keys, Tokens tokens, LogConfiguration configuration) {
        this.entries = entries;
        this.checkpoints = checkpoints;
        this.keys = keys;
        this.tokens = tokens;
        this.configuration = configuration;
    }

    /** The keys of this log that check its notes, the newest first. */
    public List<LogVerifier> verifiers() {
        return keys.newestFirst().stream()
                .map(key -> new LogVerifier(configuration.origin(), key.key()))
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
        SigningKey signing = tokens.token(key.token())
                .find(key.label())
                .filter(found -> found.publicKey().equals(key.key()))
                .orElseThrow(() -> new TokenUnavailable("the log's key " + key.label() + " is not on the token "
                        + key.token() + "; bring the token back, or its backup"));
        LogVerifier verifier = new LogVerifier(configuration.origin(), key.key());
        String text = new Checkpoint(configuration.origin(), head).text();
        Der signature = signing.sign(Der.of(text.getBytes(StandardCharsets.UTF_8)), LogVerifier.ALGORITHM);
        if (!verifier.verifies(text, signature)) {
            throw new IllegalStateException("the checkpoint signed with " + key.label() + " does not verify");
        }
        checkpoints.add(head.size(), key.seq(), new SignedNote(text, List.of(verifier.line(signature))));
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
     * key in the token that the next start finds.
     */
    public void requireKey() {
        if (!lacksKey()) {
            return;
        }
        Token token = tokens.token(new TokenLabel(configuration.token()));
        KeyLabel label = new KeyLabel("log-1");
        SigningKey key = token.find(label).orElseGet(() -> token.generate(label, KeyAlgorithm.P_256));
        keys.add(token.label(), label, key.publicKey(), JOB);
    }
}
