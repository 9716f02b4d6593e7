package pk.muhr.console.open;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Words of the pages for everybody. */
@MessageBundle("open")
public interface OpenMessages {

    @Message("Repository of the National PKI")
    String homeTitle();
}
