package pk.muhr.issuance;

import java.util.List;

/** What authorities were about to sign. Nothing is ever changed or removed. */
interface Intents {

    /**
     * Commits the exact bytes that will be signed, with the audit record, before the key is used. On return the intent
     * is durable; a crash from here on leaves it without outcome, and the sweep revokes its serial.
     *
     * @throws Superseded when its policy is no longer the active one, its serial or attempt is taken, or an earlier
     *     attempt has not been orphaned: nothing was written
     */
    default Intent open(IntentDraft draft) {
        return open(List.of(draft)).getFirst();
    }

    /**
     * The same for many at once, in one transaction.
     *
     * @throws Superseded when one of them may not be opened: nothing was written of any
     */
    List<Intent> open(List<IntentDraft> drafts);

    /** Intents past their lease that have no outcome, at most {@code count}. */
    List<Intent> abandoned(int count);
}
