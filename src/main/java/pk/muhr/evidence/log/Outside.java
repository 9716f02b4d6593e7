package pk.muhr.evidence.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import pk.muhr.audit.log.SignedNote;
import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationList;

/**
 * What lies beside a database, for who compares the two without a service.
 *
 * @param place the directory
 */
public record Outside(Path place) {

    private static final String LISTS = "crl";
    private static final String END = ".crl";

    /** The last checkpoint; nothing where none lies. */
    public Optional<SignedNote> checkpoint() throws IOException {
        Path file = place.resolve(LogPlaces.CURRENT);
        return Files.exists(file) ? SignedNote.of(Files.readString(file)) : Optional.empty();
    }

    /** Entries of the log from a place on, up to a size. */
    public List<byte[]> entries(long from, long size) throws IOException {
        return KeptEntries.read(place, from, size);
    }

    /** The CRLs, by scope, {@code gov-tls-g1} or {@code gov-tls-g1/3}; those of changes have {@code /delta} after it. */
    public Map<String, RevocationList> lists() throws IOException {
        Map<String, RevocationList> lists = new TreeMap<>();
        Path below = place.resolve(LISTS);
        if (Files.exists(below)) {
            try (Stream<Path> files = Files.walk(below)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(END)).toList()) {
                    String name = below.relativize(file).toString();
                    lists.put(
                            name.substring(0, name.length() - END.length()),
                            RevocationList.of(Der.of(Files.readAllBytes(file))));
                }
            }
        }
        return lists;
    }
}
