package pk.muhr.evidence.export;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import pk.muhr.audit.log.Checkpoint;
import pk.muhr.audit.log.TreeHead;
import pk.muhr.policy.PolicyBundle;
import pk.muhr.timestamp.ProvedTime;
import pk.muhr.x509.Certificate;
import pk.muhr.x509.Der;
import pk.muhr.x509.Sha256;
import pk.muhr.x509.Sha256Output;

/** Verifies an archive: first what it proves, then that nothing else is in it. */
final class ArchiveCheck {

    private static final int LARGEST = 1 << 24;
    private static final String RECORDS = "records.jsonl";
    private static final String CERTIFICATES = "certificates.jsonl";
    private static final String AUTHORITIES = "authorities/";
    private static final String POLICIES = "policies/";
    private static final String MANIFEST = "manifest.json";
    private static final String SIGNATURE = "manifest.sig";
    private static final String TIME_STAMP = "manifest.tsr";
    private static final String END = ".cer";
    private static final Pattern NAME = Pattern.compile(
            "README\\.txt|log-key\\.txt|(?:first-|stamped-)?checkpoint|stamped-(?:checkpoint\\.tsr|consistency\\.json|issuers\\.pem)|consistency\\.json|records\\.jsonl"
                    + "|certificates\\.jsonl|manifest\\.(?:json|sig|tsr)|authorities/[a-z0-9-]+\\.cer"
                    + "|policies/[0-9a-f]{64}/[\\w-][\\w.-]*");

    private final Path file;
    private final ExportVerifier verifier;
    private final List<String> said = new ArrayList<>();
    private final List<String> cosigned = new ArrayList<>();
    private final Map<String, TreeHead> heads = new LinkedHashMap<>();
    private final Map<String, Sha256> hashes = new TreeMap<>();

    ArchiveCheck(Path file, ExportVerifier verifier) {
        this.file = file;
        this.verifier = verifier;
    }

    List<String> verify() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            Set<String> names = names(zip);
            Manifest manifest = ExportVerifier.json(where(MANIFEST), read(zip, MANIFEST), Manifest.class);
            Checkpoint checkpoint = checkpoint(zip, "checkpoint");
            said.add(ExportVerifier.said(checkpoint));
            Question question = new Question(where(MANIFEST), manifest.query());
            RecordsCheck records = records(zip, names, new RecordsCheck(checkpoint.head(), question), manifest);
            if (names.contains("first-checkpoint") || question.since() > 0) {
                extend(zip, checkpoint.head(), question);
            }
            if (StampCheck.FILES.stream().anyMatch(names::contains)) {
                stamp(zip, checkpoint.head());
            }
            said.addAll(cosigned);
            said.addAll(verifier.compare(heads));
            policies(zip, names, records);
            manifest(zip, names, manifest);
        } catch (ZipException | EOFException e) {
            throw new Disproved(file.toString(), "the archive is damaged: " + e.getMessage() + ".");
        }
        seal();
        return said;
    }

    private String where(String name) {
        return file + ", " + name;
    }

    private Set<String> names(ZipFile zip) {
        Set<String> names = new TreeSet<>();
        zip.stream().map(ZipEntry::getName).forEach(name -> {
            if (!NAME.matcher(name).matches()) {
                throw new Disproved(where(name), "an export has no such file.");
            }
            if (!names.add(name)) {
                throw new Disproved(where(name), "there are two files of this name.");
            }
        });
        return names;
    }

    private InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new Disproved(where(name), "the file is missing.");
        }
        return new BufferedInputStream(zip.getInputStream(entry));
    }

    /** All of a small file; remembers its hash. */
    private byte[] read(ZipFile zip, String name) throws IOException {
        try (InputStream in = open(zip, name)) {
            byte[] octets = in.readNBytes(LARGEST);
            if (in.read() >= 0) {
                throw new Disproved(where(name), "the file is longer than any that an export has.");
            }
            hashes.put(name, Sha256.of(octets));
            return octets;
        } catch (ZipException | EOFException e) {
            throw new Disproved(where(name), "the file is damaged: " + e.getMessage() + ".");
        }
    }

    private Checkpoint checkpoint(ZipFile zip, String name) throws IOException {
        String note = new String(read(zip, name), StandardCharsets.UTF_8);
        Checkpoint read = verifier.checkpoint(where(name), note);
        heads.put(where(name), read.head());
        cosigned.addAll(verifier.cosigned(where(name), note));
        return read;
    }

    /** Each record, and the certificate that it says was issued: both files are read once, beside each other. */
    private RecordsCheck records(ZipFile zip, Set<String> names, RecordsCheck records, Manifest manifest)
            throws IOException {
        try (InputStream in = open(zip, RECORDS);
                InputStream issued = open(zip, CERTIFICATES)) {
            LineInput lines = new LineInput(where(RECORDS), in);
            LineInput certificateLines = new LineInput(where(CERTIFICATES), issued);
            CertificatesCheck certificates = new CertificatesCheck(certificateLines, authorities(zip, names));
            while (lines.next()) {
                certificates.check(records.check(lines));
            }
            certificates.end();
            hashes.put(RECORDS, lines.sha256Before());
            hashes.put(CERTIFICATES, certificateLines.sha256Before());
            count(manifest, records.records(), certificates.certificates());
            records.end(where(RECORDS));
            said.addAll(records.sentences());
            certificates.sentences().forEach(said::add);
        } catch (ZipException | EOFException e) {
            throw new Disproved(
                    where(RECORDS),
                    "after " + records.records() + " records the file is damaged: " + e.getMessage() + ".");
        }
        return records;
    }

    private void count(Manifest manifest, long records, long certificates) {
        if (manifest.records() != records || manifest.certificates() != certificates) {
            throw new Disproved(
                    where(MANIFEST),
                    "it names %d records and %d certificates, and there are %d and %d."
                            .formatted(manifest.records(), manifest.certificates(), records, certificates));
        }
    }

    private SortedMap<String, Certificate> authorities(ZipFile zip, Set<String> names) throws IOException {
        SortedMap<String, Certificate> authorities = new TreeMap<>();
        for (String name : below(names, AUTHORITIES)) {
            byte[] der = read(zip, name);
            authorities.put(
                    name.substring(AUTHORITIES.length(), name.length() - END.length()),
                    CertificatesCheck.certificate(where(name), () -> Certificate.of(Der.of(der))));
        }
        authorities.forEach((id, authority) -> {
            List<Certificate> issuers = authorities.values().stream()
                    .filter(each -> each.subject().equals(authority.issuer()))
                    .toList();
            if (issuers.isEmpty()) {
                throw new Disproved(where(AUTHORITIES + id + END), "the certificate of its issuer is missing.");
            }
            if (issuers.stream().noneMatch(issuer -> authority.verifiesWith(issuer.key()))) {
                throw new Disproved(
                        where(AUTHORITIES + id + END), "the signature of the certificate is not its issuer's.");
            }
        });
        return authorities;
    }

    private void extend(ZipFile zip, TreeHead tree, Question question) throws IOException {
        TreeHead first = checkpoint(zip, "first-checkpoint").head();
        ExportVerifier.requireSince(where("first-checkpoint"), question, first);
        String name = "consistency.json";
        ArchiveExport.Consistency proof =
                ExportVerifier.json(where(name), read(zip, name), ArchiveExport.Consistency.class);
        if (proof.first() != first.size() || proof.second() != tree.size()) {
            throw ExportVerifier.discontinued(where(name), first);
        }
        said.add(ExportVerifier.continued(where(name), first, tree, proof.proof()));
    }

    private void stamp(ZipFile zip, TreeHead tree) throws IOException {
        TreeHead stamped = checkpoint(zip, StampCheck.CHECKPOINT).head();
        ArchiveExport.Consistency proof = ExportVerifier.json(
                where(StampCheck.PROOF), read(zip, StampCheck.PROOF), ArchiveExport.Consistency.class);
        if (proof.first() != stamped.size() || proof.second() != tree.size()) {
            throw ExportVerifier.discontinued(where(StampCheck.PROOF), stamped);
        }
        ExportVerifier.continued(where(StampCheck.PROOF), stamped, tree, proof.proof());
        said.add(StampCheck.said(
                where(StampCheck.REPLY),
                stamped,
                hashes.get(StampCheck.CHECKPOINT),
                read(zip, StampCheck.REPLY),
                read(zip, StampCheck.ISSUERS)));
    }

    private void policies(ZipFile zip, Set<String> names, RecordsCheck records) throws IOException {
        SortedMap<String, SortedMap<String, String>> bundles = new TreeMap<>();
        for (String name : below(names, POLICIES)) {
            String[] parts = name.split("/", 3);
            bundles.computeIfAbsent(parts[1], _ -> new TreeMap<>())
                    .put(parts[2], new String(read(zip, name), StandardCharsets.UTF_8));
        }
        bundles.forEach((hash, files) -> {
            if (!PolicyBundle.hashOf(files).hex().equals(hash)) {
                throw new Disproved(where(POLICIES + hash), "these are not the files of the bundle of this name.");
            }
        });
        Set<String> others = new TreeSet<>(bundles.keySet());
        others.removeAll(records.policies());
        if (!others.isEmpty()) {
            throw new Disproved(where(POLICIES + others.iterator().next()), "no record names this bundle.");
        }
        Set<String> missing = new TreeSet<>(records.policies());
        missing.removeAll(bundles.keySet());
        if (!missing.isEmpty()) {
            throw new Disproved(
                    where(POLICIES + missing.iterator().next()), "a record names this bundle, and it is missing.");
        }
        said.add("%d policy bundles, which are all that records name, have the files that their hashes name."
                .formatted(bundles.size()));
    }

    private void manifest(ZipFile zip, Set<String> names, Manifest manifest) throws IOException {
        for (Map.Entry<String, String> listed : manifest.files().entrySet()) {
            if (!hashes.containsKey(listed.getKey())) {
                read(zip, listed.getKey());
            }
            if (!hashes.get(listed.getKey()).hex().equals(listed.getValue())) {
                throw new Disproved(where(listed.getKey()), "the manifest has another hash of the file.");
            }
        }
        String signature = new String(read(zip, SIGNATURE), StandardCharsets.UTF_8);
        if (!ExportNote.says(signature, hashes.get(MANIFEST), verifier.keys())) {
            throw new Disproved(where(SIGNATURE), "the log did not sign this manifest.");
        }
        Set<String> known = new HashSet<>(manifest.files().keySet());
        known.addAll(List.of(MANIFEST, SIGNATURE, TIME_STAMP));
        Set<String> others = new TreeSet<>(names);
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw new Disproved(where(others.iterator().next()), "the manifest has no such file.");
        }
        said.add("the log signed the manifest, and %d files are those that it names.".formatted(known.size() - 3));
        if (names.contains(TIME_STAMP)) {
            said.add("the manifest was there at %s, by a time-stamp.".formatted(time(zip, names)));
        }
    }

    private Instant time(ZipFile zip, Set<String> names) throws IOException {
        try {
            return ProvedTime.of(
                    Der.of(read(zip, TIME_STAMP)),
                    hashes.get(MANIFEST),
                    authorities(zip, names).values());
        } catch (IllegalArgumentException e) {
            throw new Disproved(
                    where(TIME_STAMP), "the time-stamp is not one of the manifest: " + e.getMessage() + ".");
        }
    }

    private static List<String> below(Set<String> names, String directory) {
        return names.stream().filter(name -> name.startsWith(directory)).toList();
    }

    /** Between the files there are octets that no file has: their hash, with all others', is the comment at the end. */
    private void seal() throws IOException {
        long length = Files.size(file) - ArchiveOutput.SEAL;
        Sha256Output before = new Sha256Output(OutputStream.nullOutputStream());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            while (before.length() < length) {
                before.write(
                        buffer, 0, in.readNBytes(buffer, 0, (int) Math.min(buffer.length, length - before.length())));
            }
            if (!new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .equals(before.sha256().hex())) {
                throw new Disproved(file.toString(), "octets of the archive that belong to no file were changed.");
            }
        }
    }
}
