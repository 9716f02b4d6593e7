package pk.muhr.revocation.ocsp;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.arc.InjectableInstance;

/** Where answers and requests are written: what {@code quarkus.datasource.primary} names, or where everything is. */
@Singleton
class PrimaryStore {

    PrimaryStore() {}

    @Produces
    @Primary
    @Singleton
    AgroalDataSource store(
            AgroalDataSource usual, @DataSource("primary") InjectableInstance<AgroalDataSource> primary) {
        return primary.getHandle().getBean().isActive() ? primary.get() : usual;
    }
}
