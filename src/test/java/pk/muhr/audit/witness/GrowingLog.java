package pk.muhr.audit.witness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.NoteSignature;
import pk.muhr.audit.log.Proofs;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.audit.log.Tile;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.SubjectPublicKey;

/** A log with a key of its own that signs trees as large as is asked for, and others too. */
public final class GrowingLog {

    private final String origin;
    private final KeyPair pair;

    public GrowingLog(String origin) throws GeneralSecurityException {
        this.origin = origin;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        this.pair = generator.generateKeyPair();
    }

    public LogVerifier verifier() {
        return new LogVerifier(
                origin, SubjectPublicKey.of(Der.of(pair.getPublic().getEncoded())));
    }

    /** The tree of so many leaves. */
    public TreeHead head(long size) {
        return new TreeHead(size, proofs(0).root(size));
    }

    /** The checkpoint of the tree of so many leaves. */
    public SignedNote checkpoint(long size) {
        return signed(new Checkpoint(origin, head(size)).text());
    }

    /** Another tree of so many leaves. */
    public SignedNote fork(long size) {
        return signed(new Checkpoint(origin, new TreeHead(size, proofs(1).root(size))).text());
    }

    public SignedNote signed(String text) {
        try {
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(text.getBytes(StandardCharsets.UTF_8));
            return new SignedNote(
                    text, List.of(new NoteSignature(origin, verifier().id(), Der.of(signer.sign()))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What is sent to a witness that has signed the first tree. */
    public AddCheckpoint from(long old, long size) {
        return new AddCheckpoint(old, proof(0, old, size), checkpoint(size));
    }

    /** The same for the other tree. */
    public AddCheckpoint forkFrom(long old, long size) {
        return new AddCheckpoint(old, proof(1, old, size), fork(size));
    }

    private static List<Sha256> proof(int tree, long old, long size) {
        return old == 0 || old > size ? List.of() : proofs(tree).consistency(old, size);
    }

    private static Proofs proofs(int tree) {
        return new Proofs(tile -> hashes(tree, tile));
    }

    private static byte[] hashes(int tree, Tile tile) {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        for (long at = 0; at < tile.width(); at++) {
            hashes.writeBytes(hash(tree, 8 * tile.level(), tile.number() * Tile.WIDTH + at));
        }
        return hashes.toByteArray();
    }

    /** Of a leaf, which is made up, or over the two below (RFC 9162 §2.1.1). */
    private static byte[] hash(int tree, int height, long number) {
        if (height == 0) {
            return Sha256.of((tree + " " + number).getBytes(StandardCharsets.UTF_8))
                    .bytes();
        }
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        node.write(1);
        node.writeBytes(hash(tree, height - 1, 2 * number));
        node.writeBytes(hash(tree, height - 1, 2 * number + 1));
        return Sha256.of(node.toByteArray()).bytes();
    }
}
