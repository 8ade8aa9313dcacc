package org.emailregistry.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.emailregistry.store.AccountQuery;
import org.emailregistry.store.AccountRow;
import org.emailregistry.store.AccountsAtVersion;
import org.emailregistry.store.CatalogVersion;
import org.emailregistry.store.PageRequest;
import org.jspecify.annotations.Nullable;

/** Reads pages of accounts, each from the key after the last page, so that all pages cost the same. */
final class AccountPages {
    /** All columns of the index: with fewer of them H2 would sort all rows. */
    static final String BY_SERVICE = "tenant, service, owner, id";

    private final Database database;
    private final Tenant tenant;

    AccountPages(Database database, Tenant tenant) {
        this.database = database;
        this.tenant = tenant;
    }

    AccountsAtVersion page(AccountQuery query, PageRequest wanted) {
        long id = tenant.id();
        Range range = range(id, query, wanted.cursor(), database.dialect().accountsByService());
        return database.read(session -> session.query(
                        "SELECT " + Catalogs.VERSION + ", " + AccountTable.COLUMNS
                                + " FROM email_registry_tenant t LEFT JOIN (" + range.select()
                                + ") a ON a.tenant = t.id"
                                + " WHERE t.id = ? ORDER BY " + range.order(),
                        parameters -> {
                            range.bind(parameters, wanted.limit() + 1);
                            parameters.number(id);
                        },
                        row -> page(row, range.keys(), wanted.limit())))
                .orElseThrow(tenant::gone);
    }

    /** Skipped rows count towards the limit, so that a page of skipped rows does not end the list. */
    private Optional<AccountsAtVersion> page(Row row, List<Key> keys, int limit) throws SQLException {
        @Nullable CatalogVersion version = null;
        List<AccountRow> accounts = new ArrayList<>();
        List<String> last = new ArrayList<>();
        int rows = 0;
        while (row.next() && rows <= limit) {
            version = tenant.version(row);
            if (row.isNull("id")) {
                break;
            }
            rows++;
            if (rows == limit) {
                for (Key key : keys) {
                    last.add(row.key(key.column()));
                }
            }
            if (rows <= limit) {
                AccountTable.readIfSound(row).ifPresent(accounts::add);
            }
        }
        return version == null
                ? Optional.empty()
                : Optional.of(new AccountsAtVersion(accounts, next(rows > limit, last, limit), version));
    }

    static Optional<PageRequest> next(boolean more, List<String> last, int limit) {
        return more ? Optional.of(PageRequest.after(encode(last), limit)) : Optional.empty();
    }

    /** A column that pages are ordered by. */
    private enum Key {
        ID,
        OWNER,
        ADDRESS;

        String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One run of an index: the rows with these values in its first columns.
     *
     * @param from the table
     * @param after whether the last column has to be greater than its value, instead of equal
     * @param order all columns of the index: with fewer of them H2 would sort all rows
     */
    private record Run(String from, List<String> columns, List<String> values, boolean after, String order) {
        String select() {
            var sql = new StringBuilder("SELECT * FROM " + from + " WHERE tenant = ?");
            for (int i = 0; i < columns.size(); i++) {
                boolean last = i == columns.size() - 1;
                sql.append(" AND ").append(columns.get(i)).append(after && last ? " > ?" : " = ?");
            }
            return sql.append(" ORDER BY ").append(order).append(" LIMIT ?").toString();
        }
    }

    /** The rows of a query after a cursor. */
    private record Range(long tenant, List<Key> keys, List<Run> runs) {
        String select() {
            if (runs.size() == 1) {
                return runs.get(0).select();
            }
            // With OR, or a comparison of rows, some databases would also read everything before the cursor.
            return "SELECT * FROM (SELECT * FROM (" + runs.get(0).select() + ") r1 UNION ALL SELECT * FROM ("
                    + runs.get(1).select() + ") r2) r ORDER BY " + runs.get(1).order() + " LIMIT ?";
        }

        String order() {
            return String.join(
                    ", ", keys.stream().map(key -> "a." + key.column()).toList());
        }

        void bind(Parameters parameters, int limit) throws SQLException {
            for (Run run : runs) {
                parameters.number(tenant);
                for (String value : run.values()) {
                    parameters.key(value);
                }
                parameters.number(limit);
            }
            if (runs.size() > 1) {
                parameters.number(limit);
            }
        }
    }

    private static Range range(long tenant, AccountQuery query, Optional<String> cursor, String byService) {
        if (query instanceof AccountQuery.OfUser ofUser) {
            return simple(
                    tenant,
                    Key.ADDRESS,
                    List.of("owner"),
                    List.of(ofUser.owner().value()),
                    cursor);
        }
        if (query instanceof AccountQuery.All) {
            return simple(tenant, Key.ID, List.of(), List.of(), cursor);
        }
        String service = query instanceof AccountQuery.OfService ofService
                ? ofService.service().value()
                : "";
        List<Key> keys = List.of(Key.OWNER, Key.ID);
        if (cursor.isEmpty()) {
            return new Range(
                    tenant, keys, List.of(new Run(byService, List.of("service"), List.of(service), false, BY_SERVICE)));
        }
        List<String> last = decode(cursor.get(), 2);
        var sameOwner = new Run(
                byService,
                List.of("service", "owner", "id"),
                List.of(service, last.get(0), last.get(1)),
                true,
                BY_SERVICE);
        var laterOwners =
                new Run(byService, List.of("service", "owner"), List.of(service, last.get(0)), true, BY_SERVICE);
        return new Range(tenant, keys, List.of(sameOwner, laterOwners));
    }

    private static Range simple(
            long tenant, Key key, List<String> columns, List<String> values, Optional<String> cursor) {
        String last = key.column();
        List<String> index = new ArrayList<>(List.of("tenant"));
        index.addAll(columns);
        index.add(last);
        List<String> allColumns = new ArrayList<>(columns);
        List<String> allValues = new ArrayList<>(values);
        if (cursor.isPresent()) {
            allColumns.add(last);
            allValues.addAll(decode(cursor.get(), 1));
        }
        return new Range(
                tenant,
                List.of(key),
                List.of(new Run(
                        "email_registry_account",
                        allColumns,
                        allValues,
                        cursor.isPresent(),
                        String.join(", ", index))));
    }

    static String encode(List<String> keys) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Lines.of(keys).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the text is a cursor of the accounts of a service. */
    static boolean isCursorOfService(String cursor) {
        try {
            decode(cursor, 2);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static List<String> decode(String cursor, int keys) {
        List<String> last = Lines.list(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        if (last.size() != keys) {
            throw new IllegalArgumentException("cursor: must come from a page of the same query");
        }
        return last;
    }
}
