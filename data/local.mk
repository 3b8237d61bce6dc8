# data: lists by law and public data.  Installed are those that an office may
# copy to SITE/data and change; README.md tells how.
dist_tables_DATA += \
	%D%/README.md \
	%D%/choices.csv \
	%D%/ethnic_groups.csv \
	%D%/holidays.csv \
	%D%/nations.csv \
	%D%/provinces_2025.csv \
	%D%/swap_days.csv \
	%D%/wards_2025.csv

EXTRA_DIST += \
	%D%/ward_convert_legacy_to_2025.csv \
	%D%/wards_legacy_63.csv
