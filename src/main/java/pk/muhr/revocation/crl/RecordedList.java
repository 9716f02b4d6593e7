package pk.muhr.revocation.crl;

import pk.muhr.x509.Der;
import pk.muhr.x509.RevocationListFrame;
import pk.muhr.x509.SignatureAlgorithm;

/** A published list with all that is needed to make its bytes again. */
sealed interface RecordedList {

    PublishedList list();

    /** Made again from the events. */
    record FromEvents(
            PublishedList list,
            ListContent content,
            RevocationListFrame frame,
            SignatureAlgorithm algorithm,
            Der signature)
            implements RecordedList {}

    /** Made when lists were stored whole. */
    record Whole(PublishedList list, Der der) implements RecordedList {}
}
