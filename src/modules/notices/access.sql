-- Notices from outside are public words: everybody who reads notices at some unit sees all.
CREATE VIEW my_notice AS
SELECT notice.* FROM notice
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'notices_read');

CREATE VIEW my_notice_version AS
SELECT notice_version.* FROM notice_version
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'notices_read');
