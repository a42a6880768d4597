"""Where everything is kept: tables, mapping, queries, migrations, files. The only room that knows SQLAlchemy."""
