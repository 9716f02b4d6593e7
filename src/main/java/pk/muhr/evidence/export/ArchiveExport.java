package pk.muhr.evidence.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.json.JsonMapper;

import pk.muhr.audit.log.Checkpoints;
import pk.muhr.audit.log.LogVerifier;
import pk.muhr.audit.log.SignedNote;
import pk.muhr.ca.Authorities;
import pk.muhr.ca.RegisteredAuthority;
import pk.muhr.evidence.outside.CrossStamps;
import pk.muhr.issuance.IssuedCertificate;
import pk.muhr.issuance.IssuedCertificates;
import pk.muhr.safety.PolicyBundles;
import pk.muhr.timestamp.TimeStampAuthority;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;

/** Puts into one archive the records with all that proves them and all that they speak of. */
@ApplicationScoped
class ArchiveExport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 200;

    private final Checkpoints checkpoints;
    private final Authorities authorities;
    private final IssuedCertificates certificates;
    private final PolicyBundles policies;
    private final TimeStampAuthority stamps;
    private final CrossStamps crossStamps;

    ArchiveExport(
            Checkpoints checkpoints,
            Authorities authorities,
            IssuedCertificates certificates,
            PolicyBundles policies,
            TimeStampAuthority stamps,
            CrossStamps crossStamps) {
        this.checkpoints = checkpoints;
        this.authorities = authorities;
        this.certificates = certificates;
        this.policies = policies;
        this.stamps = stamps;
        this.crossStamps = crossStamps;
    }

    /** Two trees, and the proof that the second begins with the first. */
    record Consistency(long first, long second, List<String> proof) {}

    /**
     * Writes it; where it breaks off, the archive has no end.
     *
     * @param keys of the log
     * @param sign makes a note that says that this is an export's content
     */
    void write(AuditExport export, List<LogVerifier> keys, Function<Sha256, SignedNote> sign, OutputStream out)
            throws IOException {
        ArchiveOutput archive = new ArchiveOutput(out);
        archive.list("README.txt", readme());
        archive.list("log-key.txt", keys.stream().map(key -> key.text() + "\n").collect(Collectors.joining()));
        archive.list("checkpoint", export.checkpoint().encoded());
        writeFirst(export, archive);
        writeStamp(export, archive);
        for (RegisteredAuthority authority : authorities.all()) {
            archive.list(
                    "authorities/" + authority.id() + ".cer",
                    authority.certificate().der().bytes());
        }
        Set<String> bundles = new TreeSet<>();
        long[] count = {0};
        archive.list(
                "records.jsonl",
                lines -> export.each(line -> {
                    AuditExport.writeLine(lines, line);
                    Optional.ofNullable(line.line().policy()).ifPresent(bundles::add);
                    count[0]++;
                }));
        long[] issued = {0};
        archive.list("certificates.jsonl", lines -> issued[0] = writeCertificates(export, lines));
        for (String bundle : bundles) {
            writePolicies(bundle, archive);
        }
        byte[] manifest =
                JSON.writeValueAsBytes(new Manifest(count[0], issued[0], export.question(), archive.hashes()));
        archive.add("manifest.json", file -> file.write(manifest));
        String signature = sign.apply(Sha256.of(manifest)).encoded();
        archive.add("manifest.sig", file -> file.write(signature.getBytes(StandardCharsets.UTF_8)));
        Optional<Der> reply = stamps.reply(Sha256.of(manifest));
        if (reply.isPresent()) {
            archive.add("manifest.tsr", file -> file.write(reply.get().bytes()));
        }
        archive.end();
    }

    /** The tree that it continues from, or else the last one that was signed before the first time that is asked for. */
    private void writeFirst(AuditExport export, ArchiveOutput archive) throws IOException {
        Optional<SignedNote> first = export.since().or(() -> export.query()
                .from()
                .flatMap(checkpoints::before)
                .filter(note -> AuditExport.size(note) <= export.size())); // one may have been signed since
        if (first.isEmpty()) {
            return;
        }
        long size = AuditExport.size(first.get());
        List<String> proof = export.continuation(first.get()).proof();
        archive.list("first-checkpoint", first.get().encoded());
        archive.list("consistency.json", JSON.writeValueAsBytes(new Consistency(size, export.size(), proof)));
    }

    /** The last checkpoint of this tree that another authority time-stamped. */
    private void writeStamp(AuditExport export, ArchiveOutput archive) throws IOException {
        Optional<CrossStamps.CrossStamp> stamp = crossStamps.within(export.size());
        if (stamp.isEmpty()) {
            return;
        }
        SignedNote note = SignedNote.of(stamp.get().note()).orElseThrow();
        List<String> proof = export.continuation(note).proof();
        archive.list(StampCheck.CHECKPOINT, stamp.get().note());
        archive.list(StampCheck.REPLY, stamp.get().reply().bytes());
        archive.list(StampCheck.ISSUERS, stamp.get().issuers());
        archive.list(
                StampCheck.PROOF,
                JSON.writeValueAsBytes(new Consistency(stamp.get().size(), export.size(), proof)));
    }

    private long writeCertificates(AuditExport export, OutputStream lines) throws IOException {
        List<Sha256> waiting = new ArrayList<>();
        long[] count = {0};
        export.eachIssued(line -> {
            waiting.add(new Sha256(line.text("subject").orElseThrow()));
            if (waiting.size() == AT_ONCE) {
                count[0] += write(waiting, lines);
            }
        });
        return count[0] + write(waiting, lines);
    }

    /** One that is on record as issued and not to be found is missing, and whoever verifies the archive says so. */
    private long write(List<Sha256> fingerprints, OutputStream lines) throws IOException {
        long count = 0;
        for (IssuedCertificate issued : certificates.all(List.copyOf(fingerprints))) {
            if (issued != null) {
                AuditExport.write(lines, CertificateLine.of(issued.certificate()));
                count++;
            }
        }
        fingerprints.clear();
        return count;
    }

    private void writePolicies(String hash, ArchiveOutput archive) throws IOException {
        for (Map.Entry<String, String> file :
                policies.files(new Sha256(hash)).orElse(new TreeMap<>()).entrySet()) {
            archive.list("policies/" + hash + "/" + file.getKey(), file.getValue());
        }
    }

    private static byte[] readme() throws IOException {
        try (InputStream text = ArchiveExport.class.getResourceAsStream("README.txt")) {
            return text.readAllBytes();
        }
    }
}
