-- The three arrays of figures as one value, which is sent and read at once where an array is sent
-- element by element: of each figure score, toward and through, two bytes each, -1 where there is
-- none. PostgreSQL makes it of the arrays, so that it cannot say anything else than they do.
create function pack_figures(scores smallint[], towards smallint[], throughs smallint[])
returns bytea language sql immutable strict parallel safe as $$
    select coalesce(
        string_agg(
            int2send(coalesce(score, (-1)::smallint))
            || int2send(coalesce(toward, (-1)::smallint))
            || int2send(coalesce(through, (-1)::smallint)),
            ''::bytea order by place
        ),
        ''::bytea
    )
    from unnest(scores, towards, throughs)
        with ordinality as figure (score, toward, through, place)
$$;

alter table assessment_score
    add column figures bytea not null
        generated always as (pack_figures(scores, towards, throughs)) stored,
    add column evidenced_figures bytea
        generated always as (
            pack_figures(evidenced_scores, evidenced_towards, evidenced_throughs)
        ) stored;
alter table org_score
    add column figures bytea not null
        generated always as (pack_figures(scores, towards, throughs)) stored;

-- What all teams have come to over two years is read from the index alone.
drop index assessment_score_by_team;
create index assessment_score_by_team on assessment_score (org_id, team_id, period)
    include (reviewed_percent, figures);
drop index assessment_score_by_period;
create index assessment_score_by_period on assessment_score (org_id, period, team_id)
    include (reviewed_percent, figures);
