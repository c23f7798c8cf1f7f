package io.boxoffice.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables of a migrated database as its catalogue knows them, ordered by name. */
record SchemaCatalog(List<Table> tables, List<Reference> references) {
  private static final String TABLES =
      """
      select c.relname, coalesce(obj_description(c.oid, 'pg_class'), '') as words
        from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and c.relname <> 'flyway_schema_history'
       order by c.relname collate "C"
      """;

  private static final String COLUMNS =
      """
      select a.attname, t.typname, a.attnotnull,
             coalesce(col_description(a.attrelid, a.attnum), '') as words,
             exists (select 1 from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'p'
                      and a.attnum = any (k.conkey)) as in_primary_key,
             exists (select 1 from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'f'
                      and a.attnum = any (k.conkey)) as in_foreign_key,
             exists (select 1 from pg_constraint k where k.conrelid = a.attrelid and k.contype = 'u'
                      and k.conkey = array[a.attnum]) as is_unique
        from pg_attribute a join pg_type t on t.oid = a.atttypid
       where a.attrelid = 'public.%s'::regclass and a.attnum > 0 and not a.attisdropped
       order by a.attnum
      """;

  /** One row a foreign key; all of this schema's have one column. */
  private static final String REFERENCES =
      """
      select child.relname as child, parent.relname as parent, a.attname, a.attnotnull,
             exists (select 1 from pg_constraint u where u.conrelid = k.conrelid
                      and u.contype in ('p', 'u') and u.conkey = k.conkey) as at_most_one
        from pg_constraint k
        join pg_class child on child.oid = k.conrelid
        join pg_class parent on parent.oid = k.confrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where k.contype = 'f' and k.connamespace = 'public'::regnamespace
       order by parent.relname collate "C", child.relname collate "C", a.attname collate "C"
      """;

  /**
   * A table.
   *
   * @param words its comment, or an empty string
   */
  record Table(String name, String words, List<Column> columns) {}

  /**
   * A column.
   *
   * @param type as PostgreSQL's grammar calls it
   * @param words its comment, or an empty string
   */
  record Column(
      String name,
      String type,
      boolean required,
      boolean primaryKey,
      boolean foreignKey,
      boolean unique,
      String words) {}

  /**
   * A foreign key.
   *
   * @param required whether each child has a parent
   * @param atMostOne whether a parent has one child at most
   */
  record Reference(
      String parent, String child, String column, boolean required, boolean atMostOne) {}

  static SchemaCatalog read(Connection connection) throws SQLException {
    List<Table> tables = new ArrayList<>();
    for (Table bare : list(connection, TABLES, SchemaCatalog::bareTable)) {
      List<Column> columns =
          list(connection, COLUMNS.formatted(bare.name()), SchemaCatalog::column);
      tables.add(new Table(bare.name(), bare.words(), columns));
    }
    return new SchemaCatalog(tables, list(connection, REFERENCES, SchemaCatalog::reference));
  }

  private static Table bareTable(ResultSet row) throws SQLException {
    return new Table(row.getString("relname"), row.getString("words"), List.of());
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString("attname"),
        grammarName(row.getString("typname")),
        row.getBoolean("attnotnull"),
        row.getBoolean("in_primary_key"),
        row.getBoolean("in_foreign_key"),
        row.getBoolean("is_unique"),
        row.getString("words"));
  }

  private static Reference reference(ResultSet row) throws SQLException {
    return new Reference(
        row.getString("parent"),
        row.getString("child"),
        row.getString("attname"),
        row.getBoolean("attnotnull"),
        row.getBoolean("at_most_one"));
  }

  private static String grammarName(String catalogName) {
    return switch (catalogName) {
      case "int8" -> "bigint";
      case "int4" -> "integer";
      case "bool" -> "boolean";
      default -> catalogName;
    };
  }

  private static <T> List<T> list(Connection connection, String query, RowReader<T> reader)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(reader.read(rows));
      }
      return list;
    }
  }

  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }
}
