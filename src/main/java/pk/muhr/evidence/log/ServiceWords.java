package pk.muhr.evidence.log;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.agroal.api.AgroalDataSource;

import pk.muhr.problem.StoreRows;
import pk.muhr.safety.ProcessRoles;

/** What the service put on record of its own starts and stops: all that a process which faces the internet may read there. */
@ApplicationScoped
class ServiceWords {

    private final AgroalDataSource store;

    ServiceWords(AgroalDataSource store) {
        this.store = store;
    }

    /** @param record its sequence number */
    record Word(long record, String event) {}

    /** @param configuration its fingerprint */
    record Start(String version, String configuration) {}

    /** The last word of an instance. */
    Optional<Word> last(String instance) {
        return StoreRows.read(
                        store,
                        "select record, word from service_last_word(?)",
                        List.of(instance),
                        row -> new Word(row.getLong(1), row.getString(2)))
                .stream()
                .findFirst();
    }

    /** What any instance with these roles said when it started. */
    Optional<Start> lastStart(ProcessRoles roles) {
        return StoreRows.read(
                        store,
                        "select version, configuration from service_last_start(?)",
                        List.of(roles.toString()),
                        row -> new Start(row.getString(1), row.getString(2)))
                .stream()
                .findFirst();
    }
}
